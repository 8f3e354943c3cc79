package talks

import "github.com/surety-mechanism/surety/reading/scan"

// heads are the words that mean talks. A strong one is a round wherever it
// stands; a weak one only between two sides or at a place.
var heads = scan.NewLexicon(`
strong: talks, peace talks, negotiations, peace negotiations, negotiation, round of talks, round of negotiations, rounds of talks, peace discussions, ceasefire talks, truce talks, security talks, bilateral talks, trilateral talks, technical talks, shuttle talks, proximity talks, indirect talks, direct talks
weak: meeting, meetings, discussions, dialogue, consultations, summit, conference, sit-down, discussion, round, session, jirga
verb: met, meets, meet, held talks, holding talks, hold talks, negotiated, sat down with, conferred with, sat across from, received, hosted
visit: visit, visits, visited, trip, travelled to, traveled to, flew to
`)

// bodies before a weak head make it a meeting of their own, no talks.
var bodies = scan.NewLexicon(`
b: cabinet, board, council, committee, party, emergency, news, press, security council, general assembly, annual, town hall, corps commanders, parliamentary, all-party, strategy, family, funeral, panel, donor, donors, climate, media, summit, weekly, court, plenary, training, jirga's, staff, prayer
`)

// wished say that talks are asked for, offered or refused: no round of them.
var wished = scan.NewLexicon(`
w: no, open to, ready for, call for, calls for, called for, calling for, return to, offer of, offered, offers, willing to, willingness to, willingness for, refuse, refused, refuses, refusing, reject, rejected, rejects, future, any, appeal for, appealed for, urge, urged, urges, further, possible, possibility of, resume, propose, proposed, prospects for, prospect of, hopes for, hope for, prefer, prefers, solution through, through, need for, engage in, enter into, want, wants, seek, sought, seeking, invited to, desire for, rule out, ruled out, favour, favor, more, without, instead of, resort to, hopes of, a call for, new, agree to, preconditions for, would, could, might, should, if
`)

// absent say that somebody has no part in the talks.
var absent = scan.NewLexicon(`
a: not a party to, no party to, not part of, not taking part in, absent from, excluded from, boycott, boycotted, boycotting, stay away from, not invited to, skipped, skip, not attend, not attended, walked away from
`)

// held are the verbs whose place is the venue.
var held = scan.NewLexicon(`
h: opened, began, begun, held, started, resumed, resume, convened, continued, ended, concluded, closed, met, meeting, place, hosted, under way, underway, wrapped, reconvened, conducted
`)

// meeters meet one another.
var meeters = scan.NewLexicon(`
m: ministers, leaders, presidents, delegations, sides, negotiators, envoys, commanders, officials, representatives, teams, generals, parties, chiefs, diplomats, two
`)

// before say that other talks are meant than those just spoken of.
var before = scan.NewLexicon(`
p: previous, earlier, past, prior, last year's, last month's, last week's, decades of, years of, months of
`)

// ahead say that the round is still to come.
var ahead = scan.NewLexicon(`
a: next, next round, will, scheduled, to be held, due to, planned, upcoming, set to, expected to, forthcoming, is to
`)

// over before talks say that they have been, whatever is to come of them.
var over = scan.NewLexicon(`
o: the end of, the close of, after, following, the conclusion of, during
`)

// due before "meet" say that it is agreed, and not wished for.
var due = scan.NewLexicon(`
d: are to, is to, will, are due to, are set to, are scheduled to, are expected to, agreed to, have agreed to
`)

// outcomes are the words for how talks ended. The first line that has one of
// them counts: what failed and was then agreed is told in that order.
var outcomes = scan.NewLexicon(`
agreement_signed: signed an agreement, signed a, signing of, signed the, agreed to a ceasefire, agreed on a ceasefire, agreed to an immediate ceasefire, agreed a ceasefire, reached an agreement, reached agreement, reached a deal, produced a ceasefire, yielded a ceasefire, led to a ceasefire, resulted in a ceasefire, resulted in an agreement, culminated in, sealed a deal, struck a deal, agreed to stop firing, agree to stop firing, agreed to halt, agree to halt, agreed to a truce, ended with an agreement, ended in an agreement, ended with a ceasefire
joint_statement: joint statement, joint communique, joint communiqué, joint declaration
none: no joint statement, no agreement, without a joint statement, without an agreement, no joint communique
next_round: agreed to meet again, meet again, agreed to resume, agreed to continue, agreed to hold another, agreed to hold a, next round will, another round, agreed on another round, agreed to reconvene, to reconvene
adjourned: adjourned, suspended, paused, postponed, put off, interrupted, broken off for the day
deadlock: deadlock, deadlocked, stalled, stalemate, impasse, inconclusive, without results, without result, without a resolution, without resolution, without agreement, without an agreement, without a deal, without a breakthrough, without breakthrough, without progress, no breakthrough, no progress, no agreement, no result, no results, no tangible results, no deal, fruitless, bogged down, hit a wall, without success, no headway
collapsed: collapsed, collapse, collapse of, failed, fail, failure, failure of, failed to, broke down, breakdown, broken down, fell apart, broke off, broken off, walked out, unsuccessful, faltered, derailed, fell through, called off, cancelled, canceled, ended in failure, breakdown of, abandoned
`)

// parts are what only one side of talks sends: "the delegation" and the like.
var both = scan.NewLexicon(`
b: the two, two sides, both sides, two countries, both countries, two nations, both nations, two neighbours, two neighbors, both neighbours, both neighbors, the sides, the parties, warring parties, warring sides, rival sides, bilateral, two delegations, both delegations, two governments, the rivals, the foes, two parties
`)

// ordinals are the numbers of rounds.
var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
	"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10, "11th": 11, "12th": 12,
}

// cardinals follow the word: "round two".
var cardinals = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9, "10": 10}
