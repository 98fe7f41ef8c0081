//! The parts of what a file says, cut to the length that is read at once.

use crate::Opened;
use crate::calendar_file::{self, CalendarPart};

/// What a file says: the words, and below them the part for calendars.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) prose: String,
    pub(crate) calendar: CalendarPart,
    pub(crate) notes: Vec<String>,
}

impl Parts {
    pub(crate) fn of_prose(prose: String) -> Parts {
        Parts { prose, ..Parts::default() }
    }

    /// Of a calendar file; one that is none only by its name is read as words.
    pub(crate) fn of_file(file: String) -> Parts {
        if file.to_ascii_uppercase().contains("BEGIN:V") {
            Parts { calendar: calendar_file::reduce(&file), ..Parts::default() }
        } else {
            Parts::of_prose(file)
        }
    }

    /// One text of at most `limit` bytes. The part for calendars goes before the words, since it is surer.
    pub(crate) fn fit(mut self, limit: usize) -> Opened {
        let (calendar, left_out) = self.calendar.fit(limit);
        if left_out > 0 {
            let count = self.calendar.events() - left_out;
            self.notes.push(format!(
                "The file holds more events than are read at once: these are the first {count}, and {left_out} are left out."
            ));
        }
        let room = limit.saturating_sub(calendar.len() + 2);
        let prose = self.prose.trim_matches('\n').trim_end();
        let mut text = whole_lines(prose, room).to_owned();
        if text.len() < prose.len() {
            let note =
                "The file holds more text than is read at once (256 KiB): the rest of it was left out.";
            self.notes.push(note.to_owned());
        }
        if !calendar.is_empty() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&calendar);
        }
        Opened { text: text.replace('\0', ""), notes: self.notes }
    }
}

/// As many whole lines as fit; half of a line when it is the only one.
fn whole_lines(text: &str, room: usize) -> &str {
    if text.len() <= room {
        return text;
    }
    let cut = text.get(..text.floor_char_boundary(room)).unwrap_or_default();
    cut.rsplit_once('\n').map_or(cut, |(whole, _)| whole)
}
