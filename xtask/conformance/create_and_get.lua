-- wrk: creates an invoice and reads it back, in turn, on each connection's thread.

local key = "Basic eG5kX2RldmVsb3BtZW50X2ZpZ3VyZXM6" -- xnd_development_figures:
local body = '{"external_id":"figures-%d-%d","payer_email":"payer@example.com","description":"Trip to Bali","amount":230000}'
local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  thread:set("failed", 0)
  table.insert(threads, thread)
end

local sent = 0
local last

function request()
  sent = sent + 1
  if last and sent % 2 == 0 then
    return wrk.format("GET", "/v2/invoices/" .. last, { authorization = key })
  end
  local headers = { authorization = key, ["content-type"] = "application/json" }
  return wrk.format("POST", "/v2/invoices", headers, body:format(number, sent))
end

function response(status, _, answer)
  last = answer:match('"id":"([^"]+)"') or last
  if status ~= 200 then
    failed = failed + 1
  end
end

function done(summary)
  local failures = 0
  for _, thread in ipairs(threads) do
    failures = failures + thread:get("failed")
  end
  local errors = summary.errors
  failures = failures + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('{"requests":%d,"microseconds":%d,"failures":%d}\n', summary.requests, summary.duration, failures))
end
