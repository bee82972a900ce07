// Package pipeline joins the stages: source → capture → article → claims →
// index, one stage a function.
//
// Everything that comes in is a [Source] of [Item] values: a file, a record of a
// JSON Lines file, a capture of an archive, a page that was fetched. Items are
// read one after the other, worked on by all cores, and handed on in the order
// in which they were read ([Ordered]), so that no result depends on scheduling
// and no more than a few items are in memory at once.
package pipeline
