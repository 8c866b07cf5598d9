-- Puts every contact into a tier by what it spent in the last year, and says so when it reaches a higher one.
-- What to change: the tiers, the event and its parameter that hold the money, and the guard after the first run.
job {
  name     = "vip-tiers",
  schedule = "30 2 * * *",
  guard    = { changes = "20%" },
}

local tiers = { { name = "gold", from = 1000 }, { name = "silver", from = 250 }, { name = "bronze", from = 1 } }
field.ensure { name = "Tier", type = "text" }
local tier, spent = contact.fields.tier, contact.events("Purchase"):within("365d"):sum "amount"

local higher = {}                                    -- the tiers above, best first
local rest = contact.all()
for _, t in ipairs(tiers) do
  local members = rest:intersect(contact.where(spent:ge(t.from)))
  rest, higher[#higher + 1] = rest:except(members), t.name
  local risen = members:except(contact.where(tier:any_of(higher)))
  risen:fire("TierReached", { tier = t.name }, { key = t.name .. "-" .. time.today() })
  members:update { tier = t.name }
end
rest:intersect(contact.where(tier:is_set())):update { tier = "none" }
