# نصوص الواجهة بالعربية.

skip = انتقل إلى النص
languages = اللغات
menu = صفحات التقرير
breadcrumbs = موضعك في الموقع
parallel = اللغتان متقابلتان
pager = الصفحات المجاورة
previous = السابق
next = التالي
separator = ، { "" }

unofficial = صياغة غير رسمية؛
unofficial-cite = يُستشهد بالوثيقة الرسمية.
footer-restates = تعيد هذه الصفحات صياغة التقرير بعباراتنا، وليست هي النص الرسمي.
footer-designations = لا تنطوي التسميات المستخدمة على الإعراب عن أي رأي كان بشأن المركز القانوني لأي بلد أو إقليم أو مدينة أو منطقة أو لسلطات أي منها، أو بشأن تعيين حدودها أو تخومها.
footer-licence = نص هذه الطبعة متاح برخصة المشاع الإبداعي: نَسب المُصنَّف ٤٫٠. أما الوثيقة الرسمية فمن أعمال الأمم المتحدة.

menu-contents = المحتويات
menu-states = الدول
menu-measures = التدابير
menu-matrix = الدول والتدابير
menu-themes = المواضيع
menu-recommendations = التوصيات
menu-figures = الأرقام
menu-entities = المنظمات والهيئات
menu-instruments = الصكوك
menu-documents = الوثائق المستشهد بها
menu-amendments = التصويبات والإضافات
menu-changes = الجديد منذ التقرير السابق
menu-about = عن هذه الطبعة

states-description = الدول التي يسميها التقرير وما أفادت به كل منها
measures-description = ما أفادت به الدول، تدبيراً تدبيراً
matrix-description = الدول والتدابير متقابلة، موضوعاً موضوعاً
themes-description = التقرير بحسب المواضيع
recommendations-description = ما يوصي به التقرير، بنداً بنداً
figures-description = أرقام التقرير، ولكل رقم موضعه ومصدره
entities-description = المنظمات والهيئات التي يسميها التقرير
instruments-description = المعاهدات وسائر الصكوك التي يسميها التقرير
documents-description = الوثائق التي يستشهد بها التقرير
changes-description = ما استجدّ في التقرير منذ التقرير السابق
about-description = ما هي هذه الطبعة، وملاحظات المحرر
section-description = صياغة غير رسمية للوثيقة { $citation }: { $opening }
measure-description = { $label }: { $states }. { $citation }
named-description = { $name } في الوثيقة { $symbol }، { $title }
counted-description = { $about }: { $counts }

reports = التقارير
cite-paragraph = الفقرة { $number }
cite-footnote = الحاشية { $number }
paragraph-pair = { $first } و { $last }
paragraph-range = { $n ->
    [one] الفقرة { $range }
    [two] الفقرتان { $range }
   *[other] الفقرات { $range }
}
stale = تغيّرت هذه الفقرة بلغة أخرى منذ أن روجع هذا النص عليها.
footnotes = الحواشي
back-to-text = الحاشية { $number }: عودة إلى النص
facts-of = الوقائع والروابط في { $place }
editor-notes = ملاحظات المحرر
editor-notes-about = صُحّحت هنا هفوات المسح الضوئي وسُجّلت. أما هفوات الترجمة والوقائع المشكوك فيها فبقيت كما طُبعت، ومعها ملاحظة تبيّن السبب.
printed-as = كما طُبع
probably = والمرجّح
named-in = ورد الاسم في
as-partner = بصفة شريك
among = من بين الدول المذكورة في:
partners = بالاشتراك مع
statements = ما قيل عن دول غير مسماة
actions = ما قامت به المنظمات والهيئات
actions-of-entity = الأعمال المضطلع بها
actions-in-state = عمل المنظمات والهيئات فيها
related = تدابير ذات صلة
answers = توصيات يستجيب لها هذا التدبير
holds = في هذا التقرير
open-data = بيانات مفتوحة
open-data-about = كل ما يسجله التقرير، بصيغتي JSON وCSV. والنصوص فيها صياغة غير رسمية وليست النص الرسمي.
across-reports = ما يقوله كل تقرير من تقارير هذا الموقع
compared-with = بالمقارنة مع
compared-how = التدبير واحد حيثما أعطته هذه الطبعة معرِّفاً واحداً في التقريرين.
only-here = في هذا التقرير وحده ({ $n })
only-before = في التقرير السابق وحده ({ $n })
continued = تدابير واردة في التقريرين مع اختلاف الدول ({ $n })
named-here = واردة في هذا التقرير وحده
named-before = واردة في التقرير السابق وحده

paragraphs-count = { $n ->
    [zero] لا فقرات
    [one] فقرة واحدة
    [two] فقرتان
    [few] { $n } فقرات
    [many] { $n } فقرة
   *[other] { $n } فقرة
}
states-count = { $n ->
    [zero] لا دول
    [one] دولة واحدة
    [two] دولتان
    [few] { $n } دول
    [many] { $n } دولة
   *[other] { $n } دولة
}
other-states-count = { $n ->
    [zero] لم تفد به دول أخرى
    [one] أفادت به دولة أخرى واحدة
    [two] أفادت به دولتان أخريان
    [few] أفادت به { $n } دول أخرى
    [many] أفادت به { $n } دولة أخرى
   *[other] أفادت به { $n } دولة أخرى
}
states-replied-count = { $n ->
    [zero] لم ترد أي دولة
    [one] ردّت دولة واحدة
    [two] ردّت دولتان
    [few] ردّت { $n } دول
    [many] ردّت { $n } دولة
   *[other] ردّت { $n } دولة
}
entities-replied-count = { $n ->
    [zero] لم يرد أي كيان من كيانات الأمم المتحدة
    [one] ردّ كيان واحد من كيانات الأمم المتحدة
    [two] ردّ كيانان من كيانات الأمم المتحدة
    [few] ردّت { $n } كيانات من الأمم المتحدة
    [many] ردّ { $n } كياناً من كيانات الأمم المتحدة
   *[other] ردّ { $n } كيان من كيانات الأمم المتحدة
}
measures-count = { $n ->
    [zero] لا تدابير
    [one] تدبير واحد
    [two] تدبيران
    [few] { $n } تدابير
    [many] { $n } تدبيراً
   *[other] { $n } تدبير
}
actions-count = { $n ->
    [zero] لا أعمال
    [one] عمل واحد
    [two] عملان
    [few] { $n } أعمال
    [many] { $n } عملاً
   *[other] { $n } عمل
}
recommendations-count = { $n ->
    [zero] لا توصيات
    [one] توصية واحدة
    [two] توصيتان
    [few] { $n } توصيات
    [many] { $n } توصية
   *[other] { $n } توصية
}
figures-count = { $n ->
    [zero] لا أرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $n } أرقام
    [many] { $n } رقماً
   *[other] { $n } رقم
}
notes-count = { $n ->
    [zero] لا ملاحظات للمحرر
    [one] ملاحظة واحدة للمحرر
    [two] ملاحظتان للمحرر
    [few] { $n } ملاحظات للمحرر
    [many] { $n } ملاحظة للمحرر
   *[other] { $n } ملاحظة للمحرر
}

symbol = الرمز
date = التاريخ
distribution = التوزيع
distribution-general = عام
distribution-limited = محدود
distribution-restricted = مقيّد
original = اللغة الأصلية
agenda-item = جدول الأعمال
agenda-provisional = البند { $item } من جدول الأعمال المؤقت
agenda-final = البند { $item } من جدول الأعمال
mandate = سند التكليف
resolution = القرار
previous-report = التقرير السابق
cut-off = احتُسبت الردود حتى
period = الفترة المشمولة
language-ar = العربية
language-zh = الصينية
language-en = الإنكليزية
language-fr = الفرنسية
language-ru = الروسية
language-es = الإسبانية

states-about = يدل العدد على مرات ورود الدولة في هذا التقرير، وليس مقياساً لما قامت به.
role-reported = ورد الردّ في الموعد المحدد لهذا التقرير
role-reported-late = ورد الإسهام في التقرير السابق بعد موعده النهائي، ويتناوله هذا التقرير
role-mentioned = ورد ذكر الدولة في التقرير
role-group-reported = ردّت في الموعد المحدد ({ $n })
role-group-reported-late = أسهمت في التقرير السابق بعد موعده ويتناول هذا التقرير إسهامها ({ $n })
role-group-mentioned = ورد ذكرها في التقرير ({ $n })
name-in = الاسم ({ $language })
codes = الرموز (ISO 3166 وM49)
region = المنطقة
reply = الرد
state = الدولة
acronym = المختصر
part-of = جزء من
adopted = سنة الاعتماد
short-name = الاسم المختصر
printed-in-document = كما ورد في الوثيقة
reported = { $n ->
    [zero] لم يُذكر لها تدبير
    [one] ما أُفيد به: تدبير واحد
    [two] ما أُفيد به: تدبيران
    [few] ما أُفيد به: { $n } تدابير
    [many] ما أُفيد به: { $n } تدبيراً
   *[other] ما أُفيد به: { $n } تدبير
}
absence = عدم الإدراج لا يعني عدم الفعل: فالتقرير لا يدرج إلا ما اختارت الدول الإفادة به.

measures-about = كل تدبير أمر واحد أفادت به دول، ومعه موضعه من النص.
kind = النوع
status = الحالة
place = الموضع
theme = الموضوع
section-of-theme = الفرع
kind-treaty = التزام تعاهدي
kind-law = قانون
kind-plan = خطة أو سياسة
kind-body = هيئة أو آلية
kind-service = خدمة
kind-activity = نشاط
kind-position = موقف
kind-challenge = تحدٍّ مذكور
status-in-force = { $kind ->
    [treaty] التزام قائم، بحسب المفاد به في عام { $year }
    [law] نافذ، بحسب المفاد به في عام { $year }
    [plan] معتمد، بحسب المفاد به في عام { $year }
    [body] قائم، بحسب المفاد به في عام { $year }
    [service] متاح، بحسب المفاد به في عام { $year }
    [position] معلن في عام { $year }
    [challenge] مذكور في عام { $year }
   *[other] منفَّذ، بحسب المفاد به في عام { $year }
}
status-in-progress = جارٍ، بحسب المفاد به في عام { $year }
status-planned = مزمع، بحسب المفاد به في عام { $year }
status-other = { $kind ->
    [position] موقف معلن في عام { $year }
    [challenge] تحدٍّ مذكور في عام { $year }
   *[other] أفيد به في عام { $year }
}
status-short-in-force = قائم
status-short-in-progress = جارٍ
status-short-planned = مزمع
status-short-other = مذكور
named-in-list = في قائمة ضمن النص
named-in-prose = في سياق النص
of-replied = { $n } من أصل { $total } دولة ردّت
relation-refines = أدق من التدبير التالي
relation-like = مماثل للتدبير التالي
relation-exception-to = مستثنى من التدبير التالي
relation-back-refines = يفصّله التدبير التالي
relation-back-like = تدبير مماثل
relation-back-exception-to = استثناء

quantifier-all = جميع الدول:
quantifier-almost-all = جميع الدول تقريباً:
quantifier-vast-majority = الغالبية العظمى من الدول:
quantifier-most = معظم الدول:
quantifier-many = دول كثيرة:
quantifier-growing = عدد متزايد من الدول:
quantifier-some = بعض الدول:
quantifier-few = دول قليلة:
quantifier-limited = على نحو محدود:
quantifier-unspecified = دول:
polarity-affirmative = أُفيد به
polarity-negative = لم يُفَد به، أو ثغرة قائمة

recommendations-about = كل توصية، ومعها ما سبق أن أفادت به دول مسماة في سبيلها.
already-reported = { $n ->
    [zero] لا تدابير سبق الإفادة بها
    [one] تدبير واحد سبق الإفادة به
    [two] تدبيران سبق الإفادة بهما
    [few] { $n } تدابير سبق الإفادة بها
    [many] { $n } تدبيراً سبق الإفادة بها
   *[other] { $n } تدبير سبق الإفادة بها
}
none-listed = لا يدرج التقرير هنا تدبيراً لدولة مسماة.

figures-about = كل رقم يمثل واقعة، ومعه وحدته وموضعه من النص ومصدره.
value = القيمة
what = ما تدل عليه
source = المصدر
share-of = النسبة من:
figure-percent = { $number } في المائة
scale-thousand = { $number } ألف
scale-million = { $number } مليون
scale-billion = { $number } بليون
bound-more-than = أكثر من { $number }
bound-at-least = { $number } على الأقل
bound-up-to = حتى { $number }
bound-about = نحو { $number }

matrix-about = تدل الخانة المملوءة على حالة التدبير وتفضي إلى فقرته. أما الخانة الخالية فتعني أنه غير مدرج في هذا التقرير.
matrix-caption = التدابير المدرجة في موضوع «{ $theme }» والدول التي أفادت بها

entity-kind-un-organ = جهاز من أجهزة الأمم المتحدة
entity-kind-un-entity = كيان من كيانات الأمم المتحدة
entity-kind-un-mechanism = آلية من آليات الأمم المتحدة
entity-kind-treaty-body = هيئة معاهدة
entity-kind-trust-fund = صندوق استئماني
entity-kind-inter-agency = فريق مشترك بين الوكالات
entity-kind-intergovernmental = منظمة حكومية دولية
entity-kind-national = هيئة وطنية
entity-kind-other = هيئة أخرى
entity-kind-group-un-organ = أجهزة الأمم المتحدة
entity-kind-group-un-entity = كيانات الأمم المتحدة
entity-kind-group-un-mechanism = آليات الأمم المتحدة
entity-kind-group-treaty-body = هيئات المعاهدات
entity-kind-group-trust-fund = الصناديق الاستئمانية
entity-kind-group-inter-agency = الأفرقة المشتركة بين الوكالات
entity-kind-group-intergovernmental = المنظمات الحكومية الدولية
entity-kind-group-national = الهيئات الوطنية
entity-kind-group-other = هيئات أخرى
instrument-kind-treaty = معاهدة
instrument-kind-protocol = بروتوكول
instrument-kind-declaration = إعلان
instrument-kind-plan = خطة عمل
instrument-kind-guidelines = مبادئ وتوجيهات
instrument-kind-agreement = اتفاق
instrument-kind-group-treaty = المعاهدات
instrument-kind-group-protocol = البروتوكولات
instrument-kind-group-declaration = الإعلانات
instrument-kind-group-plan = خطط العمل
instrument-kind-group-guidelines = المبادئ والتوجيهات
instrument-kind-group-agreement = الاتفاقات
document-kind-report = تقرير
document-kind-resolution = قرار
document-kind-agenda = جدول أعمال
document-kind-publication = منشور
document-kind-web = صفحة شبكية
in-masthead = الترويسة
open-document = افتح الوثيقة
open-official = افتح الوثيقة الرسمية

note-class-ocr-slip = هفوة مسح ضوئي مصحَّحة.
note-class-translation-slip = هفوة ترجمة، كما طُبعت.
note-class-doubtful-fact = موضع شك، كما طُبع.
note-class-group-ocr-slip = هفوات المسح الضوئي المصحَّحة ({ $n })
note-class-group-translation-slip = هفوات الترجمة، كما طُبعت ({ $n })
note-class-group-doubtful-fact = وقائع مشكوك فيها، كما طُبعت ({ $n })

amendments = التصويبات والإضافات
amendments-about = وثائق تُعدِّل التقرير. والنص الوارد هنا هو النص بعد تعديله.
amendment-kind-corrigendum = تصويب
amendment-kind-addendum = إضافة
amendment-kind-revision = تنقيح
amendment-kind-amendment = تعديل
amended-by = معدَّلة بالوثيقة
amended-on = { " " }بتاريخ { $date }
earlier-wording = الصيغة السابقة

how-to-cite = كيفية الاستشهاد
how-to-cite-about = يُستشهد بالوثيقة الرسمية برمزها ورقم الفقرة، ولا تُنسب عبارات هذه الصفحات إليها.
designations = التسميات وعدم الإدراج
edition = هذه الطبعة

colon = :
paragraph-word = الفقرة
by-letter = بحسب الاسم
by-region = بحسب المنطقة
by-reply = بحسب الرد
filter-states = صفِّ بالاسم أو بالرمز
filter-none = لا دولة بهذا الاسم.
sort-by-name = رتّب بالاسم
sort-by-count = رتّب بعدد التدابير
measure = التدبير
count-of-state = عدد التدابير
count-of-measure = من الدول التي ردّت
n-of-total = { $n } من { $total }
comparison = مقارنة
comparison-about = لا تُعرض إلا التدابير التي أفادت بها دولة من هذه الدول.
not-listed = غير مدرج
compare = قارن
compare-with = قارن مع …
compare-second = الدولة
compare-third = والدولة
said-of-most = ما قيل عن معظم الدول
said-of-most-about = يتحدث التقرير أيضاً عن جميع الدول أو جميعها تقريباً أو معظمها من دون تسميتها.
sections-not-listed = الفروع التي لم تُدرج فيها
sections-count = { $n ->
    [zero] لا فروع
    [one] فرع واحد
    [two] فرعان
    [few] { $n } فروع
    [many] { $n } فرعاً
   *[other] { $n } فرع
}
statements-count = { $n ->
    [zero] لا إشارة إلى دول غير مسماة
    [one] إشارة واحدة إلى دول غير مسماة
    [two] إشارتان إلى دول غير مسماة
    [few] { $n } إشارات إلى دول غير مسماة
    [many] { $n } إشارة إلى دول غير مسماة
   *[other] { $n } إشارة إلى دول غير مسماة
}
cite-page = الاستشهاد بهذه الصفحة
unofficial-edition = طبعة { $site } غير الرسمية
chart-percent = النسبة المئوية
chart-compared = بالمقارنة مع أكبرها
chart-table = في جدول

copy-open = انسخ أو استشهد
copy-through = حتى الفقرة
copy-text = انسخ النص
copy-both = انسخ النص باللغتين
copy-citation = انسخ الاستشهاد
copy-all = انسخ النص بجميع اللغات
copy-official = انسخ النص الرسمي مع الاستشهاد
copy-lacking = النص الرسمي لهذه الفقرات غير متاح هنا.
official-wording = النص الرسمي
official-quoted = «{ $text }» ({ $citation })
copy-link = انسخ الرابط
copy-done = تم النسخ.
copy-failed = رُفض النسخ. النص محدد أدناه.
# كيف يرد الرمز في الاستشهاد، وكيف يُعطف رمز على رمز.
cite-symbol = { "\u2066" }{ $symbol }{ "\u2069" }
cite-and = { $first } و { $second }
cite-full = { $symbol }، { $place }
cite-paragraphs-two = { $symbol }، الفقرتان { $from } و { $to }
cite-paragraphs-many = { $symbol }، الفقرات { $from }-{ $to }
attribution = صياغة { $site } للوثيقة { $citation }؛ وليست النص الرسمي

print = التقرير كاملاً في صفحة واحدة
print-description = التقرير كاملاً في صفحة واحدة، للطباعة أو للقراءة من دون اتصال
print-now = اطبع
print-sections = التقرير فرعاً فرعاً
official-document = الوثيقة الرسمية

shortcuts = اختصارات لوحة المفاتيح
shortcuts-about = المفاتيح هي الواقعة في مواضع هذه الحروف على لوحة لاتينية، أياً كان تخطيط لوحتك.
shortcuts-on = استخدم اختصارات لوحة المفاتيح
shortcut-search = البحث
shortcut-paragraphs = الفقرة التالية والسابقة
shortcut-pages = الصفحة التالية والسابقة
shortcut-language = الموضع نفسه باللغة الأخرى
shortcut-copy = نسخ الفقرة أو الاستشهاد بها
shortcut-help = هذه القائمة
close = أغلق
# إلى جانب الصفحات: العناوين التي زالت، والاستشهاد، والبيانات المفتوحة

not-found = هذه الصفحة غير موجودة
not-found-about = ربما كُتب العنوان خطأً أو أُزيلت الصفحة. ومن الصفحة الرئيسية للموقع يُوصل إلى جميع الصفحات.
moved = نُقلت هذه الصفحة
moved-to = الانتقال إلى الصفحة التي حلّت محلها
citation-note = قُرئت في الصياغة غير الرسمية التي نشرها { $publisher }؛ وعباراتها ليست النص الرسمي.
original-language = اللغة الأصلية
data-dictionary = شرح البيانات
data-dictionary-about = ما يحويه كل ملف من ملفات البيانات، حقلاً حقلاً. والنصوص صياغة بعباراتنا لا بعبارات النص الرسمي؛ وكل سجل يذكر ذلك ويسمّي الوثيقة التي أُخذ عنها.
data-whole = الجداول كلها معاً، وقائمة جميع الملفات ببصمة كل منها (SHA-256):
data-citations = الاستشهاد
data-akoma = ملف XML بصيغة Akoma Ntoso
data-memory = ذاكرة ترجمة (TMX)
data-record = بيانات مترابطة (JSON-LD)
data-kinds = أنواع السجلات
data-table-about = يُتاح كل نوع بصيغتي JSON و CSV، لكل تقرير على حدة وللتقارير جميعها. وفي الجداول يكون للنص المتعدد اللغات عمود لكل لغة، يُسمّى باسم الحقل تليه نقطة ثم رمز اللغة؛ وتُفصل عناصر القوائم بخط عمودي.
data-field = الحقل
data-shape = المحتوى
data-meaning = المعنى
data-optional = (قد يخلو)
data-shape-text = نص
data-shape-integer = عدد صحيح
data-shape-number = عدد
data-shape-list = قائمة
data-shape-texts = نص بكل لغة
data-shape-parts = أجزاء مسماة
data-shape-records = سجلات، بصيغة JSON في الجدول

data-kind-states = الدول التي يذكرها التقرير، وما أفادت به كل منها.
data-kind-paragraphs = الفقرات نصاً مجرداً، مع كتابة جميع الأسماء والقوائم كاملة.
data-kind-measures = ما أفادت به دول مسماة، تدبيراً تدبيراً.
data-kind-state-measures = سطر لكل دولة من دول كل تدبير، مع الفقرة: وهو الجدول الطويل لبرامج الإحصاء. وعدم الورود ليس استنتاجاً: فقد تكون دولة لم تُذكر قد فعلت الأمر نفسه.
data-kind-statements = ما يقوله التقرير عن دول لا يسمّيها.
data-kind-actions = ما قامت به المنظمات.
data-kind-entities = المنظمات والأجهزة واللجان والصناديق التي يذكرها التقرير.
data-kind-instruments = المعاهدات والإعلانات والخطط التي يذكرها التقرير.
data-kind-figures = الأرقام الواردة في التقرير.
data-kind-recommendations = ما يوصي به التقرير، بنداً بنداً.
data-kind-sections = فروع التقرير.
data-kind-footnotes = حواشي التقرير.
data-kind-themes = المواضيع التي تُدرج الوقائع تحتها.
data-kind-documents = الوثائق التي يستشهد بها التقرير.
data-kind-notes = ملاحظات المحرر على الهفوات والوقائع المشكوك فيها.
data-kind-replies = قوائم الدول والمنظمات التي ردّت على الطلب الذي يستند إليه التقرير.
data-kind-amendments = التصويبات والإضافات وسائر الوثائق التي تُعدِّل تقريراً، وما تغيّره كل منها.

data-field-amended_by = رموز الوثائق التي تُعدِّلها.
data-field-amending_symbol = رمز الوثيقة المعدِّلة.
data-field-languages = اللغات التي صدرت بها.
data-field-official = الموضع الذي تُقرأ فيه الوثيقة.
data-field-changes = ما تغيَّر، موضعاً موضعاً، مع الصيغة السابقة حيثما حُفظت.
data-field-report = معرّف التقرير في هذا الموقع.
data-field-symbol = رمز الوثيقة الرسمية.
data-field-text_kind = طبيعة النصوص: دائماً «restatement» أي إعادة صياغة، وليست العبارات الرسمية أبداً.
data-field-isBasedOn = موضع الاطلاع على الوثيقة الرسمية.
data-field-original_language = اللغة التي كُتبت بها الوثيقة الرسمية.
data-field-iso2 = رمز الدولة بحرفين وفق المعيار ISO 3166-1.
data-field-iso3 = رمز الدولة بثلاثة أحرف وفق المعيار ISO 3166-1.
data-field-m49 = رمز الأمم المتحدة M49 بثلاثة أرقام.
data-field-region = المنطقة، بمعرّفها.
data-field-name = الاسم الحالي.
data-field-state = الاسم الحالي للدولة.
data-field-role = صفته في التقرير: reported (ردّ في الموعد) أو reported-late (ردّ متأخراً) أو mentioned (مذكور).
data-field-measures = التدابير، بمعرّفاتها.
data-field-measure = معرّف التدبير.
data-field-url = العنوان في هذا الموقع بكل لغة، نسبةً إلى جذر الموقع.
data-field-number = الرقم المطبوع.
data-field-id = ما يميّز السجل داخل تقريره.
data-field-section = الفرع، بمعرّفه.
data-field-text = النص.
data-field-states = الدول، برموزها ذات الحرفين وفق المعيار ISO 3166-1.
data-field-footnotes = الحواشي، بأرقامها المطبوعة.
data-field-paragraph = رقم الفقرة التي ورد فيها.
data-field-paragraphs = الفقرات، بمعرّفاتها.
data-field-footnote = الرقم المطبوع للحاشية التي ورد فيها، إن ورد في حاشية.
data-field-theme = الموضوع الذي أُدرج تحته، بمعرّفه.
data-field-themes = المواضيع، بمعرّفاتها.
data-field-also_themes = مواضيع أخرى، بمعرّفاتها.
data-field-kind = نوعه، في كلمة واحدة.
data-field-status = المرحلة التي بلغها وقت الإفادة: in-force (قائم أو منفّذ) أو in-progress (جارٍ) أو planned (مزمع) أو other (غير ذلك).
data-field-label = ماهيته، في عبارة.
data-field-qualifier = ما تُغفله العبارة وحدها؛ وهو جزء منها.
data-field-instruments = الصكوك، بمعرّفاتها.
data-field-figures = الأرقام، بمعرّفاتها.
data-field-partners = الدول (بالرمز ذي الأحرف الثلاثة) والمنظمات (بالمعرّف) التي شاركت فيه.
data-field-relation = صلته بتدبير آخر: refines (يفصّله) أو like (يماثله) أو exception-to (يستثنى منه)، وأي تدبير هو.
data-field-aliases = معرّفات أُلغيت، ولا تزال عناوينها تؤدي إلى هنا.
data-field-quantifier = عدد الدول المقصودة، بلفظ التقرير نفسه.
data-field-polarity = هل حدث الأمر (affirmative) أم لم يحدث (negative).
data-field-among = التدبير الذي تُعد الدول غير المسماة من بين دوله.
data-field-actors = من قام به، وأين قام به كل منهم.
data-field-documents = الوثائق، بالرمز أو المعرّف.
data-field-parent = المنظمة التي يتبعها، بمعرّفها.
data-field-actions = الإجراءات، بمعرّفاتها.
data-field-statements = الإشارات إلى دول غير مسماة، بمعرّفاتها.
data-field-recommendations = التوصيات، بمعرّفاتها.
data-field-adopted = سنة الاعتماد.
data-field-value = القيمة، بوحدات المضاعف.
data-field-min = أدنى قيمة في النطاق.
data-field-max = أعلى قيمة في النطاق.
data-field-scale = مضاعف العشرة الذي طُبع به: thousand (ألف) أو million (مليون) أو billion (بليون).
data-field-bound = صلة القيمة بالقيمة الحقيقية: more-than (أكثر من) أو at-least (على الأقل) أو up-to (حتى) أو about (نحو).
data-field-unit_kind = نسبة مئوية (percent) أم عدد (count).
data-field-unit = ما يُعدّ.
data-field-period = المدة التي يتناولها.
data-field-share_of = الرقم الذي تُحسب منه النسبة المئوية.
data-field-source = المنظمة أو الوثيقة التي أوردته، بمعرّفها.
data-field-answered_by = تدابير سبق الإبلاغ عنها وتستجيب له، بمعرّفاتها.
data-field-level = مستوى الفرع، ابتداءً من ١.
data-field-title = العنوان.
data-field-first_paragraph = رقم فقرته الأولى، بما يشمل فروعه.
data-field-last_paragraph = رقم فقرته الأخيرة، بما يشمل فروعه.
data-field-year = سنة النشر.
data-field-author = من كتبه، بالمعرّف.
data-field-address = موضع الاطلاع عليه.
data-field-class = نوع الهفوة: ocr-slip (مسح ضوئي) أو translation-slip (ترجمة) أو doubtful-fact (واقعة مشكوك فيها).
data-field-printed_as = العبارة كما طُبعت.
data-field-probably = المقصود على الأرجح.
data-field-entities = المنظمات، بمعرّفاتها.
data-field-timing = هل وردت الردود في الموعد (on-time) أم بعده (late).
data-field-date = التاريخ الذي احتُسبت فيه الردود.
data-field-request = التقرير السابق الذي يستجيب الرد المتأخر لطلبه.

search = بحث
search-label = البحث في التقارير
search-hint = كلمات، أو «عبارة بين علامتي تنصيص»، أو دولة أو رمزها، أو رمز وثيقة مثل A/HRC/20/18، أو فقرة مثل الفقرة ٤٥، أو رقم مثل ٢٠٫٩.
search-names = فهرس الأسماء
search-no-script = يحتاج البحث إلى تشغيل البرامج النصية، وهي موقوفة هنا. ويقود الفهرس أدناه إلى كل اسم يرد في التقارير وإلى الفقرات التي يرد فيها.
search-no-script-reports = يحتاج البحث إلى تشغيل البرامج النصية، وهي موقوفة هنا. وترد أدناه محتويات الموقع.
search-kind = النوع
search-any = الكل
search-results = النتائج:
search-none = لم يُعثر على شيء.
search-more = مزيد من النتائج
search-similar = لا شيء مكتوب هكذا تماماً؛ وعُثر بدلاً منه على:
search-elsewhere = وُجد في لغة أخرى:
search-failed = تعذر تحميل الفهرس.
search-all = كل النتائج
search-kind-paragraph = فقرة
search-kind-state = دولة
search-kind-measure = تدبير
search-kind-entity = منظمة
search-kind-instrument = صك
search-kind-amendment = تصويب أو إضافة

# للتداول: كتب وصفحات مفردة وملفات دول

dossier-sheet = ما يورده التقرير عن هذه الدولة
book-accessibility = نص ذو عناوين وفهرس محتويات وحواشٍ موصولة بمواضعها ذهاباً وإياباً، بلا صور ولا أصوات.

# دون اتصال

offline = دون اتصال
offline-about = يمكن حفظ نسخة من هذا الموقع كله على هذا الجهاز لقراءته والبحث فيه دون اتصال بالشبكة. وتُجدَّد النسخة متى صدرت طبعة جديدة.
offline-on = احفظ الموقع على هذا الجهاز
offline-off = احذف النسخة
offline-busy = يجري الجلب: { "{done}" } من { "{total}" } من الملفات
offline-kept = الموقع محفوظ على هذا الجهاز، ويُفتح دون اتصال بالشبكة.
offline-failed = تعذّر حفظ النسخة: إما أن الاتصال انقطع وإما أن الجهاز لا يتسع لها. ولم يُحفظ شيء.
offline-removed = حُذفت النسخة.
offline-newer = جُلبت طبعة أحدث من هذا الموقع.
offline-reload = اعرضها
