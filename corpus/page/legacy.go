package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"
)

// visciiHigh are the letters of bytes 0x80 to 0xFF in VISCII (RFC 1456).
const visciiHigh = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"

// visciiLow are the six control codes that VISCII uses for letters.
func visciiLow() map[byte]rune {
	return map[byte]rune{0x02: 'Ẳ', 0x05: 'Ẵ', 0x06: 'Ẫ', 0x14: 'Ỷ', 0x19: 'Ỹ', 0x1e: 'Ỵ'}
}

// tcvnHigh are the letters of bytes 0x80 to 0xFF in TCVN 5712:1993 (TCVN3).
const tcvnHigh = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323" +
	"àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"

// decodeTable decodes an encoding of one byte a letter.
func decodeTable(body []byte, high string, low map[byte]rune) string {
	table := []rune(high)
	var out strings.Builder
	out.Grow(len(body) * 3 / 2)
	for _, b := range body {
		switch {
		case b >= 0x80:
			out.WriteRune(table[b-0x80])
		case low[b] != 0:
			out.WriteRune(low[b])
		default:
			out.WriteByte(b)
		}
	}
	return out.String()
}

// decodeISO2022KR decodes RFC 1557: after shift-out come KS X 1001 pairs in seven
// bits, up to shift-in or the end of the line.
func decodeISO2022KR(body []byte) string {
	out := make([]byte, 0, len(body))
	shifted := false
	for i := 0; i < len(body); i++ {
		switch b := body[i]; {
		case b == 0x0e:
			shifted = true
		case b == 0x0f:
			shifted = false
		case b == 0x1b && i+3 < len(body) && string(body[i:i+4]) == "\x1b$)C":
			i += 3
		case b == '\n' || b == '\r':
			shifted = false
			out = append(out, b)
		case shifted && b > 0x20:
			out = append(out, b|0x80)
		default:
			out = append(out, b)
		}
	}
	plain, err := korean.EUCKR.NewDecoder().Bytes(out)
	if err != nil {
		return string(out)
	}
	return string(plain)
}

// The five-bit codes of initial, medial and final of a Johab syllable (KS X 1001
// annex 3), as indexes of Unicode's own order plus one; 0 is no letter at all, -1
// an unused code. The fill codes stand as 99.
var (
	johabInitial = [32]int{-1, 99, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
	johabMedial  = [32]int{-1, -1, 99, 1, 2, 3, 4, 5, -1, -1, 6, 7, 8, 9, 10, 11, -1, -1, 12, 13, 14, 15, 16, 17, -1, -1, 18, 19, 20, 21, -1, -1}
	johabFinal   = [32]int{-1, 99, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, -1, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, -1, -1}
)

// The letters that stand alone in Johab, in the order of the tables above.
const (
	loneInitials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
	loneMedials  = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
	loneFinals   = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
)

// decodeJohab decodes the combining code of KS X 1001 annex 3 (code page 1361).
func decodeJohab(body []byte) string {
	var out strings.Builder
	out.Grow(len(body) * 3 / 2)
	for i := 0; i < len(body); i++ {
		b := body[i]
		if b < 0x80 {
			out.WriteByte(b)
			continue
		}
		if i+1 == len(body) {
			out.WriteRune(utf8.RuneError)
			break
		}
		r := johabPair(b, body[i+1])
		out.WriteRune(r)
		if r != utf8.RuneError || body[i+1] >= 0x80 {
			i++
		}
	}
	return out.String()
}

func johabPair(a, b byte) rune {
	if a >= 0x84 && a <= 0xd3 {
		code := int(a)<<8 | int(b)
		return johabSyllable(johabInitial[code>>10&31], johabMedial[code>>5&31], johabFinal[code&31])
	}
	if (a < 0xd9 || a > 0xde) && (a < 0xe0 || a > 0xf9) || b < 0x31 || b > 0x7e && b < 0x91 || b == 0xff {
		return utf8.RuneError
	}
	row, cell := 2*(int(a)-0xd9), int(b)-0x31
	if a >= 0xe0 {
		row = 2*int(a) - 0x197
	}
	if b >= 0x91 {
		cell = int(b) - 0x43
	}
	if cell >= 94 {
		row, cell = row+1, cell-94
	}
	plain, err := korean.EUCKR.NewDecoder().Bytes([]byte{byte(row + 0xa1), byte(cell + 0xa1)})
	if err != nil {
		return utf8.RuneError
	}
	r, _ := utf8.DecodeRune(plain)
	return r
}

func johabSyllable(initial, medial, final int) rune {
	const fill = 99
	switch {
	case initial < 0 || medial < 0 || final < 0:
		return utf8.RuneError
	case initial != fill && medial != fill:
		if final == fill {
			final = 0
		}
		return rune(0xac00 + ((initial-1)*21+medial-1)*28 + final)
	case initial != fill && medial == fill && final == fill:
		return []rune(loneInitials)[initial-1]
	case initial == fill && medial != fill && final == fill:
		return []rune(loneMedials)[medial-1]
	case initial == fill && medial == fill && final != fill && final > 0:
		return []rune(loneFinals)[final-1]
	}
	return utf8.RuneError
}
