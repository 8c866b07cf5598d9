-- Moves customers who have not bought for a year to the list "Sunset" and says so once, with an event.
-- What to change: args.days, the list's name, and the guard once you know how many are idle.
job {
  name  = "sunset",
  args  = { days = 365, list = "Sunset" },
  guard = { changes = "5%" },
}

local sunset = list.ensure(args.list)
local since  = time.days_ago(args.days)

local idle = contact.where(
    contact.status:eq "subscribed"
  & contact.fields.last_purchase:before(since)
  & contact.created_at:before(since)             -- newcomers are not idle
  & ~contact.lists:has(sunset)
)

log.info("idle customers", { contacts = idle:count(), since = since })

for c in idle:each() do
  c:add_to(sunset)
  c:fire("SunsetStarted", { last_purchase = c.fields.last_purchase }, { key = "sunset-" .. args.days })
end
