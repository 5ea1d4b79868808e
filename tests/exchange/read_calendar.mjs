// Reads a calendar file with ical.js and tells, as JSON, what it found: node read_calendar.mjs ICAL_JS FILE.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
const root = new ICAL.Component(ICAL.parse(readFileSync(process.argv[3], "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone).tzid, new ICAL.Timezone(zone));
}
const events = root.getAllSubcomponents("vevent").map((one) => {
  const event = new ICAL.Event(one);
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    place: event.location,
    note: event.description,
    starts: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
    ends: event.endDate.isDate ? event.endDate.toString() : event.endDate.toJSDate().toISOString(),
    status: one.getFirstPropertyValue("status"),
    transparent: one.getFirstPropertyValue("transp"),
    category: one.getFirstPropertyValue("categories"),
    alarms: one.getAllSubcomponents("valarm").map((alarm) => String(alarm.getFirstPropertyValue("trigger"))),
  };
});
process.stdout.write(
  JSON.stringify({
    name: root.getFirstPropertyValue("x-wr-calname"),
    method: root.getFirstPropertyValue("method"),
    events,
  }),
);
