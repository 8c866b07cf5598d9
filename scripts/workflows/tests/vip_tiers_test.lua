local function buys(t, email, amount, at)
  if not t.get(email) then t.contact { email = email } end
  t.event(email, "Purchase", { amount = amount }, { at = at or "2026-05-01" })
end

local function tier(t, email) return t.get(email).fields.tier end

test("by what was spent in the last year", function(t)
  t.clock "2026-06-01"
  buys(t, "gold@example.com", 600)
  buys(t, "gold@example.com", 400)
  buys(t, "silver@example.com", 999.99)
  buys(t, "bronze@example.com", 1)
  buys(t, "past@example.com", 5000, "2025-01-01")
  t.contact { email = "nothing@example.com" }
  local plan = t.run "vip-tiers"
  t.eq(plan:count "update", 3)
  t.eq(plan:count("event", "TierReached"), 3)
  for _, name in ipairs { "gold", "silver", "bronze" } do t.eq(tier(t, name .. "@example.com"), name) end
  t.eq(tier(t, "past@example.com"), nil)
  t.eq(tostring(t.run "vip-tiers"), "nothing to change")
end)

test("who rises is told, who falls is not", function(t)
  t.clock "2026-06-01"
  buys(t, "ann@example.com", 300)
  buys(t, "bob@example.com", 1200, "2025-07-01")
  t.run "vip-tiers"
  t.clock "2026-08-01"
  buys(t, "ann@example.com", 900, "2026-07-15")
  buys(t, "bob@example.com", 300, "2026-07-15")
  local plan = t.run "vip-tiers"
  t.eq({ tier(t, "ann@example.com"), tier(t, "bob@example.com") }, { "gold", "silver" })
  t.eq(#plan:events(), 1)
  t.eq(plan:events()[1].email, "ann@example.com")
end)

test("who stops buying loses the tier", function(t)
  t.clock "2026-06-01"
  buys(t, "ann@example.com", 300)
  t.run "vip-tiers"
  t.clock "2027-06-01"
  t.run "vip-tiers"
  t.eq(tier(t, "ann@example.com"), "none")
end)
