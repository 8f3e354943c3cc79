package testkit

import (
	"hash/fnv"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// Random gives a source of chance that the environment's SURETY_SEED fixes, for
// each test its own. The seed is told where the test fails.
func Random(t testing.TB) *rand.Rand {
	t.Helper()
	seed, err := strconv.ParseUint(os.Getenv("SURETY_SEED"), 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed: SURETY_SEED=%d", seed)
	name := fnv.New64a()
	name.Write([]byte(t.Name()))
	return rand.New(rand.NewPCG(seed, name.Sum64()))
}

// Torture reports whether tests that take their time were asked for (make torture).
func Torture() bool { return os.Getenv("SURETY_TORTURE") != "" }
