// Package rules loads and checks the rule files, in which everything stands
// that the engine knows of a language. It is the only package that knows their
// syntax.
//
// A language is a folder: language.yaml says how its text is written
// (separators, word boundaries, affixes); every other .yaml file holds rules.
// A rule names a class, the words that it knows, what they mean, and examples
// that must and must not match. What the engine does with a class is said at
// the class's constant.
package rules

// Class says what the words of a rule do.
type Class string

// The classes, in the order in which the engine uses them.
const (
	// Numbers. `words` maps each word to its number.
	NumberWord  Class = "number-word"  // five; needs: unit, scale or nothing beside it
	Scale       Class = "scale"        // thousand, 조: multiplies what stands before it
	Half        Class = "half"         // rưỡi: adds half of the scale before it
	NumberJoin  Class = "number-join"  // و, linh: may stand between the parts of one number; order between: only between the ends of a range (giữa … và); order or: between a number and the next one (hai hoặc ba)
	DecimalWord Class = "decimal-word" // phẩy, จุด: a decimal point told as a word
	Fraction    Class = "fraction"     // half, a third, as one word; `words` maps to 0.5, 0.3333
	FractionBar Class = "fraction-bar" // phần in "hai phần ba", 분의 in "3분의 1" (order: num-first, den-first)
	Negative    Class = "negative"     // âm: the number below zero

	// Units. `side` says on which side of the number the word stands.
	Percent      Class = "percent" // `words` may map to how many percent each is (할: 10); order part: only goes on with one (푼 in 3할 5푼)
	PercentPoint Class = "percent-point"
	Multiple     Class = "multiple" // lần, 배: unit x
	Currency     Class = "currency" // `words` maps to ISO 4217, or to a family such as "riyal" whose country decides; THB/100 is the hundredth part
	Unit         Class = "unit"     // `words` maps to a unit code (UCUM, or {person} for a counted noun); empty: not known

	// Around a number.
	CompareWord Class = "comparator" // `comparator` says which; `side` where it stands
	From        Class = "from"       // từ, 에서: before the first of two values; order between: giữa, ระหว่าง, whose second end a number-join opens
	To          Class = "to"         // đến, 로: between two values, or before or after the value reached; order range: the two are the ends of a range, order reach: the level reached
	Exclude     Class = "exclude"    // makes the number beside it no quantity: a law article, an age, a rank
	Ordinal     Class = "ordinal"    // makes the number beside it an ordinal
	Frequency   Class = "frequency"  // `words` maps to year, quarter, month, week, day, hour
	Per         Class = "per"        // "/", mỗi, ต่อ before a unit of time or a denominator

	// Time.
	Year         Class = "year"          // năm, 년, عام, ปี beside a year; `calendar` where it decides
	MonthName    Class = "month-name"    // `words` maps to 1…12
	MonthMark    Class = "month-mark"    // tháng, 월
	DayMark      Class = "day-mark"      // ngày, 일; `words` may map to the day that is told as a word
	QuarterMark  Class = "quarter-mark"  // quý, 분기
	PeriodWord   Class = "period"        // giai đoạn, ช่วงปี before a range of years
	Duration     Class = "duration"      // năm, 년간, سنوات, ปี counting years after a number; `words` maps to years (0.0833 for a month)
	RelativeYear Class = "relative-year" // năm tới, 내년: `words` maps to the years to add to the year of publication
	Within       Class = "within"        // trong vòng, 이내: a duration from the date of publication
	Decade       Class = "decade"        // thập niên, 년대
	Deadline     Class = "deadline"      // đến, 까지, بحلول, ภายใน: the time beside it is an end to reach
	AtTime       Class = "at-time"       // vào, trong, في, ใน: the time beside it is when; weaker than deadline
	Since        Class = "since"         // từ năm, 부터: the time beside it is a start
	Versus       Class = "versus"        // so với, 대비, مقارنة: the value or time beside it is a baseline

	// Claims.
	Cue           Class = "cue"          // evidence for a status: `status`, `weight`, `scope`, `side`
	Increase      Class = "increase"     // tăng: the value is an increase-by unless a To word stands before it
	Decrease      Class = "decrease"     // giảm
	LevelWord     Class = "level"        // "growth rate of": the value is a level whatever else is said
	Respectively  Class = "respectively" // lần lượt, 각각
	Aim           Class = "aim"          // a dated aim without a number; `words` maps to 0 (net zero) or to nothing
	IndicatorHead Class = "indicator"    // tỷ lệ, 비율: a head noun at which an indicator begins (or ends, by `side`)
	ActorHead     Class = "actor"        // Bộ, 정부, وزارة: a head noun at which an actor begins (or ends, by `side`)
	Link          Class = "link"         // đạt, chiếm, là: verbs between an indicator and its value, no part of either
	Break         Class = "break"        // words at which a phrase ends
	ClauseBreak   Class = "clause-break" // words at which a clause ends: nhưng, بينما, ขณะที่
	Report        Class = "report"       // said, announced: what stands before may be the actor

	// Text.
	Abbreviation Class = "abbreviation" // its dot ends no sentence
	Heading      Class = "heading"      // a line that opens with it is a heading whose status and deadline hold for the list below
	PlaceName    Class = "place"        // `words` maps a country or division to its ISO 3166 code; most come from the gazetteer
	Shadow       Class = "shadow"       // a longer word that holds a known one and means nothing here: 조용히, 이상적
)

// Classes are all classes there are.
var Classes = []Class{
	NumberWord, Scale, Half, NumberJoin, DecimalWord, Fraction,
	FractionBar, Negative, Percent, PercentPoint, Multiple, Currency,
	Unit, CompareWord, From, To, Exclude, Ordinal,
	Frequency, Per, Year, MonthName, MonthMark, DayMark,
	QuarterMark, PeriodWord, Duration, RelativeYear, Within, Decade,
	Deadline, AtTime, Since, Versus, Cue, Increase,
	Decrease, LevelWord, Respectively, Aim, IndicatorHead, ActorHead,
	Link, Break, ClauseBreak, Report, Abbreviation, Heading,
	PlaceName, Shadow,
}

// numeric are the classes whose words must give a number.
var numeric = []Class{NumberWord, Scale, Fraction, MonthName, Duration, RelativeYear}

// orders are what a rule of a class may say under `order`.
var orders = map[Class][]string{
	AtTime:        {"place"},    // where, not when
	Since:         {"standard"}, // the years behind it name a standard
	Versus:        {"time"},     // the time beside it is a start, its value none
	FractionBar:   {"num-first", "den-first"},
	Percent:       {"part"},                                   // goes on with a percentage told in tenths
	DecimalWord:   {"swapped"},                                // the digits before the word are the decimals: 5ر4 is 4.5
	NumberWord:    {"pair", "three"},                          // the number and the next one, or the next two: 서너 is three or four, 두서너 two to four
	Scale:         {"tenths"},                                 // a lone digit behind the word tells tenths of it: 3 tỷ 5, หมื่นห้า
	NumberJoin:    {"between", "or"},                          // between the ends of a range only; between a number and the next one: hai hoặc ba
	From:          {"between"},                                // the second end follows a number-join
	To:            {"reach", "range"},                         // the level that is reached; the ends of a range
	Break:         {"aside"},                                  // what stands behind it is not what is measured: عبر
	Exclude:       {"age", "month"},                           // the number beside it is an age: a mention, and no claim; the day of a Hijri month, which the word gives
	CompareWord:   {"verb"},                                   // its subject may stand between it and the value
	IndicatorHead: {"whole", "bare", "age"},                   // shares are told of it: GDP; alone it names nothing: the rate; it is told in an age, which else is no amount
	ActorHead:     {"whole", "name", "plan", "small", "open"}, // nothing is added to it; of a person, whose surname may follow or whose name stands before her title; a plan, not a body; written with a small letter too; goes on in small letters up to its verb
}

// frequencies are what the words of a frequency may give.
var frequencies = []string{"hour", "day", "week", "month", "quarter", "year"}
