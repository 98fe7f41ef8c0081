"""Writes mails as Python's own library makes them, each to a file of its name in the folder that is named."""
import sys
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from pathlib import Path

INVITATION = """BEGIN:VCALENDAR\r
PRODID:-//Google Inc//Google Calendar 70.9054//EN\r
VERSION:2.0\r
CALSCALE:GREGORIAN\r
METHOD:{method}\r
BEGIN:VTIMEZONE\r
TZID:Europe/Berlin\r
BEGIN:DAYLIGHT\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
DTSTART:19700329T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
DTSTART;TZID=Europe/Berlin:20260615T140000\r
DTEND;TZID=Europe/Berlin:20260615T150000\r
DTSTAMP:20260601T090000Z\r
ORGANIZER;CN=Ana Ruiz:mailto:ana@example.org\r
UID:4a7bq@google.com\r
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRU\r
 E;CN=Tom Beck:mailto:tom@example.org\r
X-MICROSOFT-CDO-OWNERAPPTID:1\r
LOCATION:Raum Köln\\, 3rd floor\r
SEQUENCE:0\r
STATUS:CONFIRMED\r
SUMMARY:Budget review\r
END:VEVENT\r
END:VCALENDAR\r
"""


def headed(message, subject):
    message["From"] = "Ana Ruiz <ana@example.org>"
    message["To"] = "Tom Beck <tom@example.org>, Jörg <joerg@example.org>"
    message["Date"] = "Mon, 01 Jun 2026 11:00:00 +0200"
    message["Subject"] = subject
    return message


def google(method):
    """What Google sends: three bodies of one invitation, and the file once more."""
    outer = headed(MIMEMultipart("mixed", policy=SMTP), "Invitation: Budget review @ Mon Jun 15, 2026")
    bodies = MIMEMultipart("alternative")
    bodies.attach(MIMEText("You have been invited to Budget review on Monday.", "plain", "utf-8"))
    page = '<p>You have been invited to <b>Budget review</b></p><div itemscope itemtype="http://schema.org/Event"><meta itemprop="name" content="Budget review"><time itemprop="startDate" datetime="2026-06-15T12:00:00Z"></time></div>'
    bodies.attach(MIMEText(page, "html", "utf-8"))
    part = MIMEText(INVITATION.format(method=method), "calendar", "utf-8")
    part.set_param("method", method)
    bodies.attach(part)
    outer.attach(bodies)
    attached = MIMEText(INVITATION.format(method=method), "calendar", "utf-8")
    attached.add_header("Content-Disposition", "attachment", filename="invite.ics")
    outer.attach(attached)
    return outer


def quoted():
    message = headed(EmailMessage(policy=SMTP), "Grillfest im Café – bitte kommen")
    message.set_content("Grillfest am Samstag, 20. Juni um 16 Uhr im Café Grün – bis später!\n", cte="quoted-printable")
    return message


def base64():
    message = headed(EmailMessage(policy=SMTP), "Picnic")
    message.set_content("Picnic on Saturday, 20 June at 3pm in Volkspark, blanket included ✓\n", cte="base64")
    return message


def windows():
    message = headed(EmailMessage(policy=SMTP), "Diner")
    message.set_content("Dîner vendredi – 20h au café “Zoë”\n", charset="windows-1252", cte="8bit")
    return message


def page_alone():
    message = headed(EmailMessage(policy=SMTP), "Your table")
    message.set_content(
        """<html><head><title>x</title><style>p{color:red}</style></head><body>
<div style="display:none">Preview words</div>
<h1>See you soon</h1><p>We look forward to it.<br>Please <a href="https://example.org/r/1">change or cancel</a> in time.</p>
<table><tr><td>Date:</td><td>Friday, 19 June 2026</td></tr><tr><td>Time:</td><td>7:30 pm</td></tr></table>
<script type="application/ld+json">{"@context":"http://schema.org","@type":"FoodEstablishmentReservation",
"reservationNumber":"OT12345","reservationStatus":"http://schema.org/ReservationConfirmed","partySize":"4",
"reservationFor":{"@type":"FoodEstablishment","name":"Chez L&#39;Ami","address":{"@type":"PostalAddress",
"streetAddress":"1 Rue X","addressLocality":"Paris","postalCode":"75001"}},"startTime":"2026-06-19T19:30:00+02:00"}</script>
</body></html>""",
        subtype="html",
    )
    return message


def stub():
    message = headed(EmailMessage(policy=SMTP), "Newsletter")
    message.set_content("View this mail in your browser: https://example.org/1\n")
    message.add_alternative(
        "<p>Open day on Saturday, 20 June, 10:00 to 16:00.</p><ul><li>Tours</li><li>Cake</li></ul>" + "<p>Words and words.</p>" * 20,
        subtype="html",
    )
    return message


def forwarded():
    inner = headed(EmailMessage(policy=SMTP), "Rehearsal")
    inner.set_content("Rehearsal on Thursday, 18 June at 7pm in the hall.\n")
    message = headed(EmailMessage(policy=SMTP), "Fwd: Rehearsal")
    message.set_content("For your calendar.\n")
    message.add_attachment(inner)
    return message


def outlook():
    message = headed(EmailMessage(policy=SMTP), "Meeting")
    message.set_content("Meeting on 18 June at 3pm in room 4.\n")
    message.add_attachment(b"\x78\x9f\x3e\x22" + b"\0" * 50, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return message


def outlook_alone():
    message = headed(EmailMessage(policy=SMTP), "Meeting")
    message.add_attachment(b"\x78\x9f\x3e\x22" + b"\0" * 50, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return message


def encrypted():
    message = headed(EmailMessage(policy=SMTP), "Secret")
    message.set_content(b"\x30\x80\x06\x09", maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    return message


folder = Path(sys.argv[1])
MAILS = {
    "invitation": google("REQUEST"), "cancellation": google("CANCEL"), "quoted": quoted(), "base64": base64(),
    "windows": windows(), "page": page_alone(), "stub": stub(), "forwarded": forwarded(), "outlook": outlook(),
    "outlook-alone": outlook_alone(), "encrypted": encrypted(),
}
for name, message in MAILS.items():
    (folder / f"{name}.eml").write_bytes(message.as_bytes(policy=SMTP))
