// Package review is the memory beside the extraction: what changed since people
// last looked, why, what they decided, and how good the rules are by what they
// decided.
//
// The flow: two lists of claims of one article are paired ([PairUp]), the pairs
// become changes ([Compare]) with a cause ([SetCauses]), decisions and policies
// settle them ([Ledger]), and what is settled becomes the next base. Gold and
// scores ([Score]) measure the same claims against annotated articles;
// goalposts ([Link]) join them over articles, languages and versions.
//
// Nothing here reads or writes a store: the command hands in claims, texts and
// the lines of the log, and keeps what comes out.
package review
