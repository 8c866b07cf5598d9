-- Merges contacts whose addresses reach the same mailbox. The oldest stays; it is unsubscribed if any of them is.
-- What to change: the providers' rules in lib/addresses.lua, and the guard once the plan shows what you expect.
job { name = "alias-dedupe", guard = { deletes = "1%", changes = "2%" } }

local addresses = require "addresses"
local kept, merged = {}, 0

-- Contacts come in the order of their creation, so the first of a mailbox is the oldest.
for c in contact.where(contact.email:domain():any_of(addresses.domains)):each() do
  local mailbox = addresses.mailbox(c.email)
  local first = kept[mailbox]
  kept[mailbox] = first or c
  if first then
    for _, f in ipairs(field.all()) do
      if first.fields[f.tag] == nil then first.fields[f.tag] = c.fields[f.tag] end
    end
    for _, name in pairs(c.lists) do first:add_to(name) end
    if c.status == "unsubscribed" then first:unsubscribe "an alias of this mailbox is unsubscribed" end
    c:delete()
    merged = merged + 1
  end
end

log.info("aliases", { merged = merged })
