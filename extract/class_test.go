package extract

import (
	"testing"

	"goalpost/rules"
)

// Every class has the bit of its place in the list of all.
func TestClassBits(t *testing.T) {
	bits := map[rules.Class]classes{
		rules.NumberWord: cNumberWord, rules.Scale: cScale, rules.Half: cHalf, rules.NumberJoin: cNumberJoin,
		rules.DecimalWord: cDecimalWord, rules.Fraction: cFraction, rules.FractionBar: cFractionBar, rules.Negative: cNegative,
		rules.Percent: cPercent, rules.PercentPoint: cPercentPoint, rules.Multiple: cMultiple, rules.Currency: cCurrency,
		rules.Unit: cUnit, rules.CompareWord: cCompare, rules.From: cFrom, rules.To: cTo,
		rules.Exclude: cExclude, rules.Ordinal: cOrdinal, rules.Frequency: cFrequency, rules.Per: cPer,
		rules.Year: cYear, rules.MonthName: cMonthName, rules.MonthMark: cMonthMark, rules.DayMark: cDayMark,
		rules.QuarterMark: cQuarterMark, rules.PeriodWord: cPeriod, rules.Duration: cDuration, rules.RelativeYear: cRelativeYear,
		rules.Within: cWithin, rules.Decade: cDecade, rules.Deadline: cDeadline, rules.AtTime: cAtTime,
		rules.Since: cSince, rules.Versus: cVersus, rules.Cue: cCue, rules.Increase: cIncrease,
		rules.Decrease: cDecrease, rules.LevelWord: cLevel, rules.Respectively: cRespectively, rules.Aim: cAim,
		rules.IndicatorHead: cIndicator, rules.ActorHead: cActor, rules.Link: cLink, rules.Break: cBreak,
		rules.ClauseBreak: cClauseBreak, rules.Report: cReport, rules.Abbreviation: cAbbreviation, rules.Heading: cHeading,
		rules.PlaceName: cPlace, rules.Shadow: cShadow,
	}
	if len(bits) != len(rules.Classes) {
		t.Errorf("%d classes have a bit, not %d", len(bits), len(rules.Classes))
	}
	for c, bit := range bits {
		if classBit[c] != bit {
			t.Errorf("%s has bit %b, not %b", c, classBit[c], bit)
		}
	}
}
