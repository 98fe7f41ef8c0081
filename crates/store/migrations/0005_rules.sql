-- Two more conventions that a person can move: which day "next Friday" is, and where the morning of bare hours begins.
ALTER TABLE preferences ADD COLUMN next_weekday TEXT;
ALTER TABLE preferences ADD COLUMN morning_from BIGINT;
