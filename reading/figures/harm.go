package figures

// hospital gives the token after "to … hospital" when that begins within two
// tokens of i, or 0.
func (s *scan) hospital(i int) int {
	for n := i; n < i+3; n++ {
		if !s.is(n, "to") {
			continue
		}
		for k := n + 1; k < n+8 && s.word(k); k++ {
			switch s.low(k) {
			case "hospital", "hospitals", "clinic":
				return k + 1
			}
		}
		return 0
	}
	return 0
}

// projectile reports whether gunfire or the like stands at i.
func (s *scan) projectile(i int) bool {
	for k := i; k < i+4; k++ {
		switch s.low(k) {
		case "bullet", "bullets", "gunfire", "shrapnel", "shot", "shots", "pellets", "rounds", "splinters":
			return true
		}
	}
	return false
}

// hurt gives the token after "injuries" or the like within a few tokens of i, or 0.
func (s *scan) hurt(i int) int {
	for n := i; n < i+6 && s.word(n); n++ {
		switch s.low(n) {
		case "injuries", "injury", "wounds", "wound", "burns":
			return n + 1
		}
	}
	return 0
}

// gunshot gives the token after "a gunshot wound" within a few tokens of i, or 0.
func (s *scan) gunshot(i int) int {
	for k := i; k < i+5 && s.word(k); k++ {
		switch s.low(k) {
		case "gunshot", "bullet", "stab", "shrapnel":
			if w := s.low(k + 1); w == "wound" || w == "wounds" || w == "injuries" || w == "injury" {
				return k + 2
			}
		}
	}
	return 0
}

// shotFired reports whether "shot" at i is a noun: "fired one shot".
func (s *scan) shotFired(i int) bool {
	switch s.low(i - 1) {
	case "a", "the", "single", "warning", "first", "last", "each", "every", "fatal", "this", "big", "long", "gun":
		return true
	case "one":
		return s.is(i-2, "fired") || s.is(i-2, "fires") || s.is(i-2, "with")
	}
	return s.is(i+1, "at") || s.is(i+1, "up") || s.is(i+1, "down") && !s.is(i+2, "by") || s.is(i+1, "through") || s.is(i+1, "toward") || s.is(i+1, "towards") || s.is(i+1, "video")
}

// toDeath reports whether "to death" or "dead" ends what the verb at i does:
// "shot two women and their driver to death".
func (s *scan) toDeath(i int) bool {
	for k := i + 1; k < i+10 && k < len(s.toks); k++ {
		if s.is(k, "to") && s.is(k+1, "death") {
			return true
		}
		if s.mark(k) || s.is(k, "was") || s.is(k, "were") {
			return false
		}
	}
	return false
}
