// Package house keeps the rules that the repository sets itself: who may import
// whom, what the domain packages must not touch, what is documented, how long a
// file may grow. It is tests alone.
package house
