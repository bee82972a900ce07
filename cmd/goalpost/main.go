// Command goalpost reads policy targets out of news in Vietnamese, Korean,
// Arabic and Thai.
package main

func main() {}
