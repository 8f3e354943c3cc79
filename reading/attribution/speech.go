package attribution

// speech are verbs of speaking, one on a line: the lemma, its frames, its prepositions.
const speech = `
say tbq
tell rtbqo of about
state tbq
claim tbni
add tbq
explain tbqn
argue tbq for against
insist tbq on upon
maintain tb
assert tbqn
contend tbq
declare tbqna
announce tbqn
note tbqn
observe tqn
remark tq on
reply tqi to with
respond tqi to with by
retort tq
acknowledge tbqng
admit tbqngi to
concede tbqn
confirm tbqn
deny tng
disavow n
reveal tbqn
disclose tn
report tbngq
write tbq of about
tweet tbqn
stress tqn
emphasize tqn
emphasise tqn
underline tqn
underscore tqn
reiterate tqn
repeat tqn
warn rtbqo of against about over
caution rtbqo against about
threaten ni with
vow tbqi
pledge tbqin
promise rtbqin
swear tbqi
assure rtbq of
reassure rtbq of about
guarantee tni
predict tbqn
forecast tn
estimate tbn
suggest tbqng
recommend tqng
propose tqngi
hint tq at
imply tq
indicate tbqn
signal tqni
allege tbqn
accuse a
blame a
complain tbq about of
protest tqn against at
lament tqn
joke tbq about
quip tbq
boast tbq of about
brag tbq of about
muse tq about on
shout tq
yell q
plead tqi for with
beg oqi for
implore oq
urge oqng tr
call oa for on upon
demand tqni
request tnqo
ask oqnirt for about whether
order otn
instruct orq
advise orqt against on
encourage o
exhort oq
appeal i to for
press o for
seek n
condemn nqa for as
denounce nqa for as
criticize nqa for as
criticise nqa for as
slam nqa for as
praise nqa for as
hail nqa as
welcome nq
applaud nqa for
commend nqa for
congratulate nqa on for
thank nqa for
apologize q for to
apologise q for to
endorse nqa for
reject nqa as
dismiss nqa as
refute nq
rebut nq
dispute ntq
refuse in
decline in
agree tbqi with on upon to
accept t
commit i to
undertake it
offer in
volunteer qt
describe ant
label a
brand a
dub a
term a
characterize a
characterise a
portray a
depict a
cite nq
mention ntqg
outline n
detail n
clarify tnq
express n
voice n
convey ntqk to
relay ntqk to
communicate ntk to
testify tbq to about
recall tqng
recount tqn
inform rtqb of about
notify rtb of about
remind rtboq of about
brief r on about
speculate tbq about on
comment q on about
elaborate q on
conclude tbq
counter tbq
interject q
chide nq for
rebuke nq for
lambast nqa for as
lambaste nqa for as
berate nqa for
ridicule nqa for as
mock nqa for as
tout na as
champion n
advocate nt for
oppose n
pronounce a
certify tb
attest tb to
allude - to
refer - to
point - to
object tbq to
opine tbq
profess ntbi
proclaim tbqna
proffer n
renounce n
disown n
vent q
continue q
read q
chant q
exclaim q
whisper q
recite n
learn tb
guess tb
reckon tbq
anticipate tn
foresee tn
envision n
defend n
challenge no
highlight n
credit a
disagree tq with about on over
concur tq with
chime q
deadpan q
gush q
marvel tq
fume q
snap q
scoff q at
sneer q
posit tb
surmise tb
bemoan n
decry n
deplore n
deride na
disparage n
belittle n
scold nq
castigate n
excoriate n
laud na
extol n
salute n
justify n
vouch - for
command o
direct o
forbid o
admonish otq
counsel ot
instruct orq
lobby - for against
speak - of about
talk - of about
foreshadow n
downplay n
trumpet n
amplify n
affirm tbqn
reaffirm tqn
recommit i to
hypothesize t
theorize tb
discuss tn
debate tn
echo nq
parrot n
reference n
invoke n
rant q about at against
rave q about
rail q against at
grumble tq about at
gripe tq about
moan tq about
whine tq about
crow tq about over
gloat q about over
bristle q at
confess tbqn to
lecture rq on about
persuade ot
convince ort
insinuate tb
intimate tb
postulate tn
conjecture tb
prophesy tn
regret tng
restate tn
answer tq
interrupt q
text rtq
email rtq
post tq
retweet n
blog tq about
narrate qn
rule tb
decree tb
stipulate tn
specify tn
determine tb
charge t
fault n for
compare n
liken n
equate n
attribute n
ascribe n
skewer n for
assail na for as
vilify n
demonize n
demonise n
malign n
insult n
denigrate n
impugn n
reproach n for
reprimand n for
upbraid n for
compliment n on for
scorn n
spurn n
sympathize q with
sympathise q with
dissent q from
entreat oq
beseech oq
petition o for
push - for
campaign - for against
prod o
nudge o
invite o
dare o
alert r to about
apprise r of
lie tq about
murmur tq
mutter tq
mumble tq
hiss q
growl q
bark q
bellow q
roar q
scream tq
shriek q
sob q
sigh q
laugh q
chuckle q
gasp q
groan q
snarl q
stammer q
thunder q
intone q
shrug q
enthuse tq about over
jest tq about
wisecrack q
riff q on
reflect q on
summarize nq
summarise nq
interpret na as
paint a as
bill a as
mischaracterize n
misrepresent n
flag nt
broach n
divulge tn
inquire tq about into
enquire tq about into
query tqn
quiz r on about
grill r on about
chat - about
gossip - about
chronicle n
aver tbq
avow t
consent i to
accede - to
demur q at
contradict n
debunk n
discredit n
retract n
recant n
reconsider n
equivocate q on
backtrack q on
rationalize n
rationalise n
bet tb
wager tb
prescribe n
quote na
decide tig on against
vote i for against
blast nqa for
bash n
float n
veto n
list n
cheer n
boo n
heckle n
jeer nq
taunt nq
side - with
touch - on
dwell - on
demonstrate t
`
