package happening_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/happening"
)

// read gives the reading of s, published on Thursday, 20 July 2023.
func read(t *testing.T, s string) draft.Document {
	t.Helper()
	all, err := reading.Read("case.txt", []byte(s), reading.Options{Published: "2023-07-20"})
	if err != nil {
		t.Fatal(err)
	}
	return all[0]
}

// show prints incidents, one a line: type, day, place; then each figure with
// its claimant and class, and each conflict.
func show(d draft.Document) string {
	var out []string
	for _, i := range d.Incidents {
		line := i.Type
		if i.From != nil {
			line += " " + *i.From
			if *i.To != *i.From {
				line += ".." + *i.To
			}
		}
		if i.Place != nil {
			line += " @" + d.Places[*i.Place].Text
		}
		for _, a := range i.Attributions {
			line += " <" + a.To.Name + ">"
		}
		for _, f := range i.Figures {
			n := "?"
			if f.Number != nil {
				n = fmt.Sprint(*f.Number)
			}
			if f.Low {
				n += "+"
			}
			who := "-"
			if f.Claimant != nil {
				who = f.Claimant.Name
			}
			line += fmt.Sprintf("; %s %s %s (%s, %s)", f.Effect, n, f.Group, who, f.Class)
		}
		for _, c := range i.Conflicts {
			line += "; conflict on " + c.On
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// The traps of conflict reporting, each with sentences of our own.
func TestRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"rival counts of the same dead stay two figures",
			"India retaliated by shelling Pakistani positions on Tuesday, claiming that 41 Pakistani soldiers were killed. Pakistan's military reported 17 soldier fatalities in the ensuing border clashes.",
			"Armed clash 2023-07-18 <India>; killed 41 Pakistani soldiers (India, inflicted_loss); killed 17 soldier fatalities (Pakistani military, own_loss); conflict on number"},
		{"insurgents to one, civilians to the other",
			"The Turkish military conducted strikes in northern Syria on Monday, reportedly killing numerous insurgents. Syria said these casualties were civilians.",
			"Air/drone strike 2023-07-17 @Syria <Turkish military>; killed ? insurgents (-, unattributed); killed ? civilians (Syria, own_loss); conflict on victims"},
		{"where it was spoken of",
			"A mine wounded four soldiers in Arn on Tuesday. The minister told reporters in Kadugli that the mine was new.",
			"Attack 2023-07-18 @Arn; injured 4 soldiers (-, unattributed)"},
		{"a truce by its month",
			"The army left the May truce after a landmine blast wounded four soldiers in Arn.",
			"Remote explosive/landmine/IED @Arn; injured 4 soldiers (-, unattributed)"},
		{"numbered items tell of one thing each",
			"2.1 At 0740 hrs the team heard four explosions near Arn.\n2.2 A woman was injured by shrapnel in Bel.\n2.3 The liaison officer stated that two soldiers were killed by sniper fire. The Southern Command denied that any of its units had opened fire.",
			"Remote explosive/landmine/IED @Arn\nAttack @Bel; injured 1 woman (-, unattributed)\nAttack; killed 2 soldiers (liaison officer, third_party_count)"},
		{"the patrol told of before, by the other side",
			"One Kenyan policeman was wounded on Tuesday when a patrol came under fire near Arn, Kenya said. Uganda said the patrol had opened fire first and that two villagers were injured.",
			"Attack 2023-07-18 @Arn; injured 1 Kenyan policeman (Kenya, own_loss); injured 2 villagers (Uganda, third_party_count)"},
		{"residents count the dead of their town again",
			"Rebels attacked army positions near Arn on Tuesday and killed at least 18 civilians, Kenya said. Uganda denied it. It held talks. Residents of Arn put the number of dead at more than 30.",
			"Attack 2023-07-18 @Arn; killed 18+ civilians (Kenya, third_party_count); killed 30+  (Residents of Arn, third_party_count); conflict on number"},
		{"the month of an agreement is none of its breach",
			"Kenya accused Uganda of violating a declaration signed in Doha in July, saying its troops had attacked a post and killed eight soldiers.",
			"Attack <Ugandan troops>; killed 8 soldiers (Kenya, own_loss)"},
		{"rounds fired into villages", "The army fired more than 40 howitzer rounds into villages near Arn on Tuesday, killing six civilians.",
			"Shelling/artillery/missile attack 2023-07-18 @Arn; killed 6 civilians (-, unattributed)"},
		{"another month's bombing", "Two soldiers were injured by fire near Arn on Monday. Kenya wants the three men accused of the March bombing.",
			"Attack 2023-07-17 @Arn; injured 2 soldiers (-, unattributed)"},
		{"a whole conflict so far",
			"Warplanes bombed Kadugli on Tuesday. The union put the number of civilians killed since 15 April at 863.",
			"Air/drone strike 2023-07-18 @Kadugli\nAttack 2023-04-15; killed 863  (union, third_party_count)"},
		{"firing into",
			"Chad accused Niger of firing into a village near Arn, killing one farmer.",
			"Attack @Arn <Niger>; killed 1 farmer (Chad, third_party_count)"},
		{"what a side says that it lost is its own loss",
			"The Highland Column said it lost four men in the fighting near Arn on Tuesday.",
			"Armed clash 2023-07-18 @Arn; killed 4 men (Highland Column, own_loss)"},
		{"what a side says that the other lost is not its own",
			"The Highland Column said the Kenyan army lost four men in the fighting near Arn on Tuesday.",
			"Armed clash 2023-07-18 @Arn; killed 4 men (Highland Column, third_party_count)"},
		{"the total of a war is no incident",
			"Since the war began, thousands of people have died. More than 20,000 people have been killed since the war broke out in April 2021.", ""},
		{"a count since a day is no total of a war",
			"Since Tuesday, eleven people have been killed in shelling near Arn.", "Shelling/artillery/missile attack 2023-07-18 @Arn; killed 11 people (-, unattributed)"},
		{"a promise not to strike is no incident", "Washington has assured Beirut that Israel will not strike the capital.", ""},
		{"nobody fired", "Nobody fired on the convoy near Arn.", ""},
		{"its soldiers, said by whose they are", "The Column said five of its fighters were killed in an attack near Arn on Tuesday.",
			"Attack 2023-07-18 @Arn; killed 5 fighters (Column, own_loss)"},
		{"the people said once, the loss is that of both numbers",
			"The Column said 17 of its fighters died and 23 were wounded in an attack near Arn on Tuesday.",
			"Attack 2023-07-18 @Arn; killed 17 fighters (Column, own_loss); injured 23 fighters (Column, own_loss)"},
		{"the displaced of a region are not those of a town",
			"Shelling hit the market in Kutum on Tuesday, killing nine people. The UN said 120,000 people have been displaced across Darfur this year. The Red Cross said 300 people are missing in the region.",
			"Shelling/artillery/missile attack 2023-07-18 @Kutum; killed 9 people (-, unattributed)\nOther 2023-01-01..2023-12-31 @Darfur; displaced 120000 people (United Nations, third_party_count)\nOther; missing 300 people (International Committee of the Red Cross, third_party_count)"},
		{"fighters killed, says who killed them; civilians, says another, each with a number",
			"The Kenyan army said it killed 30 insurgents in a raid near Garissa on Monday. Chad said 12 civilians were killed in the raid.",
			"Armed clash 2023-07-17 @Garissa; killed 30 insurgents (Kenyan army, inflicted_loss); killed 12 civilians (Chad, third_party_count); conflict on victims"},
		{"another one would be answered",
			"Another raid like the one in Garissa would be answered with force, the minister said. He said that another raid like it would be answered.", ""},
		{"trucks and families are no casualties",
			"The closure left hundreds of trucks and numerous families stranded on both sides.", ""},
		{"one pooled figure over two places stays one",
			"Last week, nine soldiers of the Ethiopian army were martyred while six terrorists were killed in two attacks in the Mekelle and Adigrat areas of Tigray.", "Attack 2023-07-10..2023-07-16 @Mekelle; killed 9 soldiers (-, unattributed); killed 6 terrorists (-, unattributed)"},
		{"counts of events, negated presence",
			"He said three recent attacks were linked to the group. Not even a single Kenyan citizen was present in the Garissa attack.", "Attack @Garissa"},
		{"a feared attack is none",
			"Any future attack or suicide bombing would trigger a response. The ministry urged them to prevent cross-border attacks.", ""},
		{"what is denied is no incident",
			"If it is true that the attacks are not being carried out from here, a guarantee should be easy.", ""},
		{"headline with its source",
			"31 Sudanese soldiers killed in border clash, Ethiopia says\n\nThe clash broke out on Sunday.", "Armed clash 2023-07-16; killed 31 Sudanese soldiers (Ethiopia, inflicted_loss)"},
		{"a claim denied has no claimant",
			"Kenya's army denied that 40 of its soldiers were killed in the attack in Garissa.", "Attack @Garissa"},
		{"two claimants, two figures",
			"An air strike hit a market in Omdurman on Wednesday. The health ministry said 22 people were killed. The army said 9 fighters were killed.", "Air/drone strike 2023-07-19 @Omdurman; killed 22 people (Sudanese health ministry, third_party_count); killed 9 fighters (Sudanese army, inflicted_loss)"},
		{"attack claimed by a group",
			"A suicide bombing at a checkpoint in Mogadishu killed at least eight people on Wednesday. The attack was claimed by al-Shabaab.", "Suicide bomb 2023-07-19 @Mogadishu <al-Shabaab>; killed 8+ people (-, unattributed)"},
		{"dozens have no number",
			"Dozens of villagers were killed and hundreds displaced in the shelling of Kadugli on 3 June 2023.", "Shelling/artillery/missile attack 2023-06-03 @Kadugli; killed ? villagers (-, unattributed)"},
	} {
		d := read(t, c.in)
		if got := show(d); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// In the languages of Arabic letters.
func TestEastern(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Urdu", "کابل میں پیر کو ایک خودکش حملے میں کم از کم بارہ فوجی ہلاک اور پانچ زخمی ہو گئے۔ مقامی افراد کے مطابق فائرنگ سے تین شہری جاں بحق ہوئے۔",
			"Suicide bomb 2023-07-17 @کابل; killed 12+ فوجی (-, unattributed); injured 5  (-, unattributed); killed 3 شہری (مقامی افراد, third_party_count)"},
		{"Urdu, whose loss", "پاکستان نے کہا کہ جھڑپ میں 23 پاکستانی فوجی مارے گئے۔ افغانستان نے کہا کہ 58 پاکستانی فوجی ہلاک ہوئے۔",
			"Armed clash; killed 23 پاکستانی فوجی (Pakistan, own_loss); killed 58 پاکستانی فوجی (Afghanistan, inflicted_loss); conflict on number"},
		{"Dari", "روز دوشنبه در یک حمله انتحاری در کابل دست‌کم ۱۲ سرباز پولیس کشته و پنج تن زخمی شدند. والی کابل گفت که در این حمله سه غیرنظامی جان باختند.",
			"Suicide bomb 2023-07-17 @کابل; killed 12+ سرباز پولیس (-, unattributed); injured 5 تن (-, unattributed); killed 3 غیرنظامی (والی کابل, third_party_count)"},
		{"Pashto", "د دوشنبې په ورځ په کابل کې په یوه ځانمرګي برید کې لږ تر لږه ۱۲ سرتیري ووژل شول او پنځه نور ټپیان شول.",
			"Suicide bomb 2023-07-17 @کابل; killed 12+ سرتیري (-, unattributed); injured 5 نور (-, unattributed)"},
		{"Arabic", "قُتل ما لا يقل عن 12 جنديا وأصيب خمسة آخرون في هجوم انتحاري في كابول يوم الاثنين.",
			"Suicide bomb 2023-07-17 @كابول; killed 12+ جنديا (-, unattributed); injured 5 آخرون (-, unattributed)"},
		{"Urdu, a possible attack is none", "حکام نے کابل میں ممکنہ حملے سے خبردار کیا ہے۔", ""},
	} {
		if got := show(read(t, c.in)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// FuzzRead wants of any text that every record stands in it, under an id of its
// own, and points only at what is there.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"Twelve soldiers were killed in an attack in Kabul on Monday, the army said.",
		"the casualties were civilians", "A was shot and B died and he, who", "attack, attack; attack", "killed by by by",
		"31 killed, says\n\nThe the clash in in", "retaliated and claimed and", ", sAY", "“12 killed", "LEFT 12 DEAD AND, AND 3 WOUNDED",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		all, err := reading.Read("fuzz.txt", []byte(s), reading.Options{Published: "2023-07-20"})
		if err != nil {
			return
		}
		for _, d := range all {
			ids := map[string]bool{}
			for _, x := range d.Statements {
				ids[x.ID] = true
			}
			for _, i := range d.Incidents {
				if i.Start < 0 || i.End > len(s) || i.Start >= i.End || ids[i.ID] || i.DatePrecision < 1 || i.DatePrecision > 5 {
					t.Fatalf("incident %+v of %d bytes", i, len(s))
				}
				ids[i.ID] = true
				if i.Place != nil && (*i.Place < 0 || *i.Place >= len(d.Places)) {
					t.Fatalf("place %d of %d", *i.Place, len(d.Places))
				}
				for _, x := range i.Figures {
					if x.Start < 0 || x.End > len(s) || x.Start >= x.End || ids[x.ID] || x.Phrase == "" {
						t.Fatalf("figure %+v of %d bytes", x, len(s))
					}
					ids[x.ID] = true
				}
				for _, c := range i.Conflicts {
					for _, id := range c.Between {
						if !ids[id] {
							t.Fatalf("conflict between %v", c.Between)
						}
					}
				}
				for _, a := range i.Attributions {
					if a.By != "document" && !ids[a.By] {
						t.Fatalf("attribution by %q", a.By)
					}
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("Gunmen attacked a post near Kabul on Monday, killing nine guards and wounding at least 12 others, officials said. The road was closed. Kabul blamed a rebel group for the attack.\n\n", 300)
	b.SetBytes(int64(len(s)))
	all, err := reading.Analyse("bench.txt", []byte(s), reading.Options{Published: "2023-07-20"})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		all[0].Draft.Incidents = nil
		happening.Read(all[0])
	}
}
