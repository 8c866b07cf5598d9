-- Erases who is on the list "Erase", and whose addresses are given: the contact, its events, its part of the journal.
-- What to change: the list, and the guard: how many erasures a day are plausible. There is no undo.
job {
  name     = "gdpr-erasure",
  schedule = "0 4 * * *",
  args     = { list = "Erase", emails = "" },        -- emails: addresses, separated by commas or spaces
  guard    = { deletes = 100, changes = 100 },
}

local asked, unknown = 0, 0
for email in args.emails:gmatch "[^,%s]+" do        -- contacts that were deleted before are erased too
  if contact.erase(email) == 0 then unknown = unknown + 1 end
  asked = asked + 1
end

local due = contact.where(contact.lists:has(list.ensure(args.list)))
log.info("erasing", { listed = due:count(), asked = asked, unknown = unknown })  -- numbers, never addresses
due:erase()
