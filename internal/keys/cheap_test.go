package keys

func init() { workFactor = 10 }
