package figures

import "github.com/surety-mechanism/surety/reading/text"

type entry struct {
	effect string
	form   form
}

// single holds the cues of one word.
var single = func() map[string]entry {
	out := map[string]entry{}
	for _, l := range []struct {
		effect string
		form   form
		list   string
	}{
		{Killed, participle, "killed slain murdered assassinated massacred executed martyred slaughtered beheaded lynched slew electrocuted decapitated strangled drowned neutralised neutralized eliminated liquidated"},
		{Killed, gerund, "killing murdering slaying assassinating massacring executing slaughtering beheading martyring neutralising neutralizing"},
		{Killed, present, "kills kill murders murder slays assassinates massacres"},
		{Killed, intransitive, "died perished succumbed"},
		{Killed, presentIntransitive, "dies die"},
		{Killed, predicate, "dead deceased"},
		{Killed, effectNoun, "deaths fatalities fatality killings murders homicides slayings"},
		{Killed, nounOf, "death killing murder assassination massacre execution slaying martyrdom murders deaths killings assassinations lives life homicide"},
		{Injured, participle, "injured wounded hurt maimed"},
		{Injured, gerund, "injuring wounding hurting maiming"},
		{Injured, present, "injures wounds injure wound hurts hospitalizes hospitalises"},
		{Injured, participle, "hospitalized hospitalised"},
		{Injured, gerund, "hospitalizing hospitalising"},
		{Captured, participle, "captured abducted kidnapped"},
		{Captured, gerund, "capturing abducting kidnapping"},
		{Captured, present, "captures abducts kidnaps"},
		{Captured, nounOf, "kidnapping abduction capture kidnappings"},
		{Missing, predicate, "missing disappeared"},
		{Displaced, participle, "displaced uprooted"},
		{Displaced, gerund, "displacing uprooting"},
		{Displaced, present, "displaces"},
	} {
		for w := range text.Set(l.list) {
			if _, taken := out[w]; !taken {
				out[w] = entry{l.effect, l.form}
			}
		}
	}
	return out
}()

// nouns that are also read as nounOf when "of" follows.
var ofNouns = text.Set("death killing murder assassination massacre execution slaying martyrdom deaths killings murders assassinations lives life homicide kidnapping kidnappings abduction capture")

// adjective cues may stand between a count and its noun: "two wounded men".
var adjective = text.Set("dead wounded injured slain murdered missing captured kidnapped displaced abducted deceased")

// ownDeath are nouns that say, after a possessive, that somebody died.
var ownDeath = text.Set("death murder killing assassination body corpse execution slaying")

// sustained are verbs whose object is an injury.
var sustained = text.Set("suffered sustained suffering sustaining received suffers receiving")

// conveyed are verbs by which the hurt come to a hospital.
var conveyed = text.Set("taken rushed transported airlifted flown sent brought transferred evacuated driven moved")
