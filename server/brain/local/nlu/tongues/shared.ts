/** What guests of all languages say alike. */
export const alike = `
check in | checkin = check in
check out | checkout = check out
wifi | wlan = wifi
internet = internet
suite | suiten | suites = suite
spa | wellness* = spa
sauna = sauna
pool | swimmingpool = pool
taxi = taxi
ok | okay = ok
hotel = hotel
bar = bar
euro | euros = euros
`;
