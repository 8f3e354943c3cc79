package crossings

import "github.com/surety-mechanism/surety/reading/scan"

// heads are the nouns that mean a place where a border is crossed. A bare
// "border" or "route" is one only where a status governs it directly.
var heads = scan.NewLexicon(`
many: border crossings, crossings, crossing points, border crossing points, border points, border posts, ports of entry, border gates, border checkpoints, land ports, entry points, land crossings, checkpoints on the border, border entry points
one: border crossing, crossing, crossing point, border crossing point, border point, border post, port of entry, border gate, border checkpoint, land port, entry point, land crossing, border terminal, dry port, frontier post, frontier crossing, border entry point
border: border, borders, frontier, land border, land borders
route: trade route, trade routes, trade corridor, trade corridors, supply route, supply routes, border trade, cross-border trade, cross-border traffic, cross-border movement, transit trade, bilateral trade
gate: gate, gates, bridge, checkpoint, checkpoints, pass, terminal
`)

// states are the words that say how a crossing stands. They are tried before
// polarity, futures and limits are looked at.
var states = scan.NewLexicon(`
closed: closed, closes, close, closing, closure, closures, shut, shuts, shutting, shutdown, shut down, shuts down, shutting down, sealed, sealing, seals, sealed off, seal, seal off, blocked, blockaded, barricaded, suspended, suspension of, suspends, halted, halt in, halting, halt of, halt to, out of service, off limits, locked, stopped, ceased operating, brought to a standstill, at a standstill, paralysed, paralyzed, cut off
open: reopened, reopens, reopen, reopening, re-opened, re-opens, re-open, re-opening, open, opened, opens, opening, operational, resumed operations, resumed, resumes, resume, resumption of, functioning, operating normally, unblocked, unsealed, restored, restoration of, fully functional
limited: partially reopened, partly reopened, partially open, partly open, partially opened, partly opened, partial reopening, limited reopening, partially resumed, partly resumed, partially closed, partly closed, partial closure, restricted, restricts, restrictions at, restrictions on, limited to, temporary disruptions to, temporary disruption to, disruptions to, disruption of, disruption to, disrupted, opened briefly, reopened briefly, briefly reopened, briefly opened, temporarily reopened, temporarily opened, reopened temporarily, opened temporarily, slowed, delays at, backlog at, barred at, barred from, banned from, turned back at, turned back from, restrictions to, gradual reopening, gradually reopened, phased reopening
`)

// bounds say that what is open is open to some only.
var bounds = scan.NewLexicon(`
only: only, solely, exclusively, limited, restricted to, one-way, for a few hours, for several hours, for two hours, for three hours, partial, partially, partly, with restrictions
`)

// kept say that somebody may not cross.
var kept = scan.NewLexicon(`
k: turned back, turned away, barred, banned, not allowed, not permitted, denied entry, refused entry, refused passage, kept out, stopped, stranded, still waiting, unable to cross, not let through, held up
`)

// no turns a state into its contrary: "has not reopened", "refused to reopen".
var no = scan.NewLexicon(`
no: not, never, no, n't, hasn't, haven't, isn't, wasn't, aren't, weren't, won't, didn't, yet to, refused to, refuses to, refusing to, failed to, declined to, cannot, can't, unable to, without, denied, refusal to, rather than
`)

// ahead says that a state is to come or wished for, not there.
var ahead = scan.NewLexicon(`
will: will, shall, would, to be, is to, are to, plans to, plan to, planned, agreed to, promised to, promise to, pledged to, vowed to, undertook to, undertaken to, expected to, due to be, set to, scheduled to, about to, ready to, prepared to, want to, wants to, urged, urges, urging, called for, calls for, calling for, demanded, demands, demanding, asked, appealed, if, until, unless, hopes, hoped, hope, proposed, proposes, may, might, could, can, must, should, threatened to, threatens to, considering, discuss, discussed, discussing
`)

// users maps words to the classes of those who cross.
var users = scan.NewLexicon(`
pedestrian local: pedestrian, pedestrians, on foot, foot traffic, travellers, travelers, passengers, commuters, residents, locals, local people, people on foot, walkers
patients: patients, patient, medical cases, the sick, medical evacuations, the wounded
returnees/refugees: refugees, refugee, returnees, returning families, deportees, deported, families returning, displaced families, returning refugees, asylum seekers, migrants
commercial export: export, exports, exporters, exported goods
commercial import: import, imports, importers, imported goods
transit trade: transit trade, transit, transit cargo, transit containers, transit trucks
empty trucks: empty trucks, empty vehicles, empty lorries, empty containers
humanitarian cargo: aid, humanitarian cargo, humanitarian aid, aid trucks, relief goods, aid convoys, aid convoy, humanitarian convoys, relief supplies, humanitarian supplies, aid deliveries
officials/monitors: diplomats, monitors, observers, un staff, aid workers, diplomatic staff
`)

// trade is traffic whose direction is not told: it goes out and comes in.
var trade = scan.NewLexicon(`
trade: trade, trucks, truck, lorries, cargo, goods, freight, commercial traffic, commerce, commercial vehicles, traders, containers, trade routes, loaded trucks, border trade
`)

// reasons begin the reason that is given.
var reasons = scan.NewLexicon(`
r: because of, due to, owing to, following, after, over, amid, in response to, in retaliation for, in protest at, in protest against, in the wake of, as a result of, citing, on account of, on security grounds, for security reasons, because
`)

// all say that every crossing is meant.
var all = scan.NewLexicon(`
all: all, every, both, the, its, their, major, main, key, official, remaining, other, several, some, these, those, two, three, four, five, six, seven, eight, nine, ten, crucial, busiest, important, land, international, shared, vital, formal, designated, commercial, northern, southern, eastern, western
`)
