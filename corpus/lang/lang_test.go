package lang

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"

	"goalpost/corpus"
)

func TestDetect(t *testing.T) {
	korean := strings.Repeat("정부는 2030년까지 디지털 경제의 비중을 국내총생산의 30%로 높이기로 했다. ", 3)
	english := strings.Repeat("The ministry said that the share of the digital economy is to reach thirty percent of gross domestic product. ", 3)
	tests := map[string]struct {
		text  string
		want  corpus.Lang
		mixed bool
	}{
		"vietnamese":                {text: "Đến năm 2030, kinh tế số chiếm khoảng 30% GDP.", want: "vi"},
		"vietnamese_decomposed":     {text: norm.NFD.String("Đến năm 2030, kinh tế số chiếm khoảng 30% GDP."), want: "vi"},
		"vietnamese_unaccented":     {text: "kinh te so chiem 30% GDP vao nam 2030", want: "vi"},
		"vietnamese_one_word":       {text: "Quyết định", want: "vi"},
		"korean":                    {text: korean, want: "ko"},
		"korean_decomposed":         {text: norm.NFD.String(korean), want: "ko"},
		"korean_with_english_quote": {text: korean + english[:len(english)*2/3], want: "ko", mixed: true},
		"english_names_a_korean":    {text: english + "The film 기생충 won.", want: "en"},
		"english_of_vietnam":        {text: "The People's Committee of Đồng Nai and that of Thừa Thiên Huế have signed a plan with the city of Đà Nẵng, which is to raise the share of the digital economy by 2030, said Nguyễn Văn Ân of the ministry.", want: "en"},
		"english_short":             {text: "Digital economy target raised again", want: "en"},
		"thai":                      {text: "เศรษฐกิจดิจิทัลร้อยละ 30 ของ GDP ภายในปี 2573", want: "th"},
		"lao_is_not_thai":           {text: "ປີ 2030 ເສດຖະກິດດິຈິຕອນ", want: "lo"},
		"khmer":                     {text: "សេដ្ឋកិច្ចឌីជីថល", want: "km"},
		"japanese":                  {text: "政府は二〇三〇年までにデジタル経済の割合を高める", want: "ja"},
		"chinese":                   {text: "到二〇三〇年数字经济占国内生产总值的比重", want: "zh"},
		"arabic":                    {text: "تهدف الحكومة إلى رفع نسبة الاقتصاد الرقمي إلى 45% بحلول عام 2030", want: "ar"},
		"arabic_egyptian_yeh":       {text: "الاقتصاد الرقمى فى مصر ينمو على نحو كبير خلال السنوات القادمة", want: "ar"},
		"arabic_names_a_foreigner":  {text: "قال الوزير إن شركة پيپسي ستستثمر في المصنع الجديد في العاصمة خلال العام المقبل بعد توقيع الاتفاقية", want: "ar"},
		"uyghur_is_not_arabic":      {text: "ئابورى دىجىتالى", want: "ug"},
		"sorani_is_not_arabic":      {text: "حکومەتی هەرێمی کوردستان بەرنامەیەکی نوێی بۆ ئابووری دیجیتاڵی ڕاگەیاند", want: "ckb"},
		"pashto_is_not_arabic":      {text: "د افغانستان د اقتصاد وزارت وايي چې نوی پلان به په راتلونکي کال کې پيل شي او ښه پايلې به ولري", want: "ps"},
		"persian_is_not_arabic":     {text: "اقتصاد دیجیتال تا سال ۱۴۰۴", want: "fa"},
		"urdu_is_not_arabic":        {text: "حکومت نے ڈیجیٹل معیشت کے لیے نئے منصوبے کا اعلان کیا ہے", want: "ur"},
		"figures_alone":             {text: "GDP 30% 2030", want: corpus.Und},
		"abbreviations_alone":       {text: "GDP USD WTO ASEAN 2030", want: corpus.Und},
		"a_link_alone":              {text: "https://example.org/kinh-te-so-nam-2030", want: corpus.Und},
		"nothing":                   {text: "", want: corpus.Und},
		"two_letters":               {text: "ok", want: corpus.Und},
	}
	d := New()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := d.Detect(test.text)
			if got.Lang != test.want || got.Mixed != test.mixed {
				t.Errorf("Detect(%q) = %+v, want %s, mixed %v", test.text, got, test.want, test.mixed)
			}
			if got.Confidence < 0 || got.Confidence > 1 || (got.Lang == corpus.Und) != (got.Confidence == 0) {
				t.Errorf("confidence %v of %s is out of bounds", got.Confidence, got.Lang)
			}
		})
	}
}

func TestDetectorIsShared(t *testing.T) {
	d := New()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := d.Detect("kinh te so chiem 30% GDP vao nam 2030"); got.Lang != "vi" {
				t.Errorf("Detect = %+v", got)
			}
		})
	}
	wg.Wait()
}

// The languages that have rules are told by letters and function words: their
// models would cost every start of the command.
func TestOwnLanguagesNeedNoModel(t *testing.T) {
	d := New()
	d.latin, d.arabic = nil, nil
	for want, text := range map[corpus.Lang]string{
		"vi": "Bộ Khoa học và Công nghệ đặt mục tiêu đến năm 2027.",
		"ko": "과학기술정보통신부는 계획을 발표했다.",
		"th": "รัฐบาลตั้งเป้าหมายไว้",
		"ar": "تهدف الوزارة إلى زيادة نسبة الشركات التي تستخدم التقنية الرقمية في المحافظة",
		"en": strings.Repeat("The plan of the government is to raise the share of the digital economy. ", 3),
	} {
		if got := d.Detect(text); got.Lang != want {
			t.Errorf("Detect(%q) = %+v, want %s", text, got, want)
		}
	}
}

// TestParallel measures on 1,000 news sentences in each language.
func TestParallel(t *testing.T) {
	f, err := os.Open(filepath.Join(shared(), "dev", "parallel.jsonl"))
	if err != nil {
		t.Skip("SKIPPED: no development data: ", err)
	}
	defer f.Close()
	d := New()
	right, all := map[string]int{}, map[string]int{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r struct{ Lang, Text, En string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		for want, text := range map[string]string{r.Lang: r.Text, "en": r.En} {
			all[want]++
			if got := d.Detect(text); string(got.Lang) == want {
				right[want]++
			} else {
				t.Logf("%s: %+v: %q", want, got, text)
			}
		}
	}
	for lang, n := range all {
		share := float64(right[lang]) / float64(n)
		t.Logf("%s: %d of %d = %.4f", lang, right[lang], n, share)
		want := 0.99
		if lang == "en" { // sentences of three words, and of foreign names alone
			want = 0.98
		}
		if share < want {
			t.Errorf("%s: %.4f of the sentences are told, want %v", lang, share, want)
		}
	}
}

func BenchmarkDetect(b *testing.B) {
	for name, text := range map[string]string{
		"vi": strings.Repeat("Đến năm 2030, kinh tế số chiếm khoảng 30% GDP. ", 40),
		"ar": strings.Repeat("تهدف الحكومة إلى رفع نسبة الاقتصاد الرقمي إلى 45% بحلول عام 2030. ", 30),
		"fr": strings.Repeat("Le gouvernement veut porter la part de l'économie numérique à trente pour cent. ", 25),
	} {
		b.Run(name, func(b *testing.B) {
			d := New()
			d.Detect(text)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				d.Detect(text)
			}
		})
	}
}

// shared is the folder of the development data; tests that need it skip without it.
func shared() string {
	if dir := os.Getenv("GOALPOST_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared")
}
