-- wrk changes the photos of the file IDS one after the other, by the API, with the token TOKEN; on one thread.
local ids, at, number = {}, 0, 0
for line in io.lines(os.getenv("IDS")) do
  ids[#ids + 1] = line
end
local round = os.getenv("ROUND")

wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
wrk.headers["Content-Type"] = "application/merge-patch+json"

request = function()
  at = at % #ids + 1
  number = number + 1
  return wrk.format("PATCH", "/api/v1/photos/" .. ids[at], nil, '{"alt":"Number ' .. round .. "." .. number .. '"}')
end
