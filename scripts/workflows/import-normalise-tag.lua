-- Takes in a file of customers, tidies what people typed, and tags who came with it. An import never raises consent.
-- What to change: the file, the map of columns, the fields to tidy, the tag.
job {
  name  = "import-normalise-tag",
  args  = { file = "in/customers.csv", tag = "Imported" },
  guard = { unsubscribes = 0, deletes = 0 },
}

local text = require "text"
local report = import.csv(args.file, {
  map = { email = "E-mail", name = "Name", country = "Country" },
  lists = { list.ensure(args.tag).name }, existing = "merge", on_error = "reject_row",
})

for c in contact.where(contact.lists:has(args.tag)):each() do
  c.fields.name = text.trimmed(c.fields.name)
  c.fields.country = text.country(c.fields.country)
end

log.info("imported", {
  created = report.created, updated = report.updated, rejected = report.rejected, errors = report.errors_file or "none",
})
