"""Texts of 30 to 90 words, a sentence a line, two to a subject at least."""

LIGHTHOUSE = """The lighthouse on Gull Point was built of granite in the reign of the third king.
Its lamp burned whale oil until the keepers changed to paraffin.
Since the last keeper left, a solar panel has fed a small lamp that no ship depends on."""

FERRY = """Passengers for the northern islands board the ferry from pier two, behind the fish market.
Bicycles travel free of charge, dogs pay half.
In heavy seas the crossing is cancelled without notice, and tickets are good for another day."""

BEES = """Honeybees dance to tell their sisters where flowers are.
The angle of the dance shows the direction from the sun, its length the distance.
Karl von Frisch worked this out with painted bees and a great deal of patience.
Others doubted him for years, until a robot bee danced and real ones flew where it had told them.
What smell adds to the story is still argued about."""

PIANO = """A concert grand holds more than two hundred strings, and each of them pulls with the weight of a man.
The iron frame bears all of it.
Before there were such frames, pianos went out of tune while they were played.
Felt on the hammers hardens with use, so that an old instrument sounds brighter than its maker meant.
A technician needles the felt to bring the warmth back."""

MAYOR = """Helen Marsh was born in Lowfield, where her father kept a bakery.
She taught mathematics for twelve years before she stood for the council.
As mayor she had the market hall rebuilt and the trams brought back to the main street."""

PAINTER = """Otto Brandvold was born in a fishing village and went to sea as a cook.
He painted on sailcloth when canvas was too dear for him.
His storms hang in the museums of three capitals, and his portraits, which he burned, nowhere."""

KETTLE = """This kettle holds enough for six cups and switches itself off when the water boils.
The handle stays cool, and the lime filter can be taken out and washed."""

LADDER = """Our folding ladder reaches the ceiling of an old house and still fits behind a door.
Rubber feet hold it on wet tiles. It carries two painters and their buckets."""

SOUP = """Chop two onions and fry them in butter until they are golden.
Add lentils, carrots and a bay leaf, and cover everything with stock.
Simmer until the lentils fall apart.
Season with vinegar, salt and plenty of pepper.
Serve with toasted bread."""

CAKE = """Beat eggs and sugar until the mixture is thick and pale.
Fold in the flour and the ground almonds with a wooden spoon.
Pour it into a buttered tin and smooth the top.
Bake in the middle of the oven for about forty minutes.
Dust with icing sugar when it is cold."""

STATUTE = """No member shall hold more than one office at the same time.
Whoever misses three meetings in a row without excuse loses the seat.
Changes of these rules need two thirds of the votes that are cast."""

EVENING = """On Thursday we read letters of emigrants in the old library.
Admission is free, and there is soup afterwards.
Please bring a chair if you can, for there are never enough of them."""

GERMAN_MILL = """Die alte Mühle am Bach mahlt seit drei Jahren wieder Roggen und Dinkel für die Bäcker der Umgebung.
Das Wasserrad wurde nach Plänen aus dem Archiv neu gebaut.
Besucher sind an jedem ersten Sonntag im Monat willkommen."""

GERMAN_CHOIR = """Unser Chor sucht für die kommende Saison noch Stimmen im Tenor und im Bass.
Geprobt wird am Mittwochabend im Gemeindehaus hinter der Kirche.
Noten lesen zu können hilft, ist aber keine Bedingung."""

CHINESE_BRIDGE = """这座石桥建于宋代，全长六十米，由当地工匠用花岗岩砌成。桥上刻有许多狮子，每一只的表情都不一样。
二十年前的洪水冲毁了两个桥墩，后来人们按照原样把它修好了。"""

CHINESE_TEA = """采茶的季节从清明前几天开始，嫩芽必须在露水干了以后用手摘下。炒茶师傅凭手感控制锅里的温度，
一斤好茶要用几万个芽头。存放的时候要避开阳光和潮湿，否则香味很快就会散去。"""

JAPANESE_STATION = """この駅は山あいの小さな町にあり、一日に六本の列車しか止まりません。駅長は一匹の猫で、帽子をかぶって改札口に座っています。
春には線路沿いの桜を見るために、遠くから大勢の人がやって来ます。"""

JAPANESE_KNIFE = """包丁は使い終わったらすぐに洗い、乾いた布で水気をふき取ってください。砥石は十分に水を吸わせてから使います。
刃を寝かせすぎると切れ味が悪くなるので、角度を一定に保つことが大切です。"""

RUSSIAN_FOREST = """В этом лесу растут дубы, которым больше четырёхсот лет, и каждый из них внесён в особый список.
Весной дорожки закрывают на месяц, чтобы не тревожить птиц. Костры разрешены только на поляне у старой плотины."""

RUSSIAN_LIBRARY = """Читальный зал работает каждый день, кроме понедельника, и не требует записи заранее.
Рукописи выдают только исследователям с письмом из университета. Снимать со вспышкой запрещено, копии делает сотрудник архива."""

ARABIC_WELL = """تقع البئر القديمة في وسط الواحة ويشرب منها أهل القرية منذ مئات السنين.
تحيط بها أشجار النخيل التي زرعها الأجداد، ويجتمع الناس حولها في المساء ليتبادلوا الأخبار والحكايات."""

ARABIC_PRESS = """أعلنت المطبعة الحكومية عن بيع آلاتها القديمة في مزاد علني يبدأ الأسبوع المقبل.
يستطيع الراغبون في الشراء زيارة المستودع صباحا ودفع تأمين صغير قبل المشاركة في جلسات البيع."""

HINDI_RIVER = """यह नदी पहाड़ों से निकलकर सौ गाँवों के खेतों को पानी देती है और फिर झील में गिरती है।
बरसात में इसका पुल कई दिनों तक डूबा रहता है। तब लोग नाव से स्कूल और बाज़ार जाते हैं।"""

HINDI_LOOM = """करघे पर एक साड़ी बुनने में दो कारीगरों को लगभग तीन महीने लगते हैं।
धागा सुबह की धूप में सुखाया जाता है। रंग केवल फूलों और छालों से बनाए जाते हैं, इसलिए हर टुकड़ा अलग होता है।"""

THAI_MARKET = """ตลาดน้ำแห่งนี้เปิดเฉพาะวันเสาร์และอาทิตย์ แม่ค้าพายเรือมาขายผลไม้และก๋วยเตี๋ยวตั้งแต่เช้ามืด
นักท่องเที่ยวควรมาก่อนแปดโมงเพราะหลังจากนั้นแดดจะร้อนและคนจะแน่นมาก"""

THAI_TEMPLE = """วัดเก่าบนเนินเขามีเจดีย์เจ็ดองค์ที่สร้างด้วยอิฐแดงโดยไม่ใช้ปูน ช่างโบราณใช้ยางไม้เชื่อมอิฐเข้าด้วยกัน
ภาพวาดบนผนังเล่าเรื่องการเดินทางของพ่อค้าที่ข้ามทะเลทราย"""

KOREAN_KILN = """이 가마에서는 한 해에 두 번만 불을 피우고 도자기를 굽습니다. 장작은 삼 년 동안 말린 소나무만 씁니다.
불은 닷새 동안 꺼지지 않아야 하며 온도는 불꽃의 색으로 짐작합니다. 마음에 들지 않는 그릇은 모두 깨뜨립니다."""

KOREAN_TRAIL = """둘레길은 마을 입구에서 시작하여 대나무 숲과 폐교를 지나 바닷가로 이어집니다. 걷는 데 네 시간쯤 걸립니다.
비가 온 다음 날에는 돌다리가 미끄러우니 등산화를 신으십시오. 중간에는 물을 살 곳이 없으니 미리 준비하세요."""

GREEK_OLIVE = """Οι ελιές μαζεύονται με το χέρι από τον Νοέμβριο και πηγαίνουν την ίδια μέρα στο ελαιοτριβείο.
Το λάδι μένει σε δεξαμενές χωρίς φως μέχρι την άνοιξη. Κάθε οικογένεια κρατάει όσο χρειάζεται για τον χρόνο."""

GREEK_BOAT = """Το ξύλινο καΐκι ναυπηγήθηκε στη Σύμη από τον παππού του σημερινού καπετάνιου.
Τα πανιά του σκίστηκαν σε μια φουρτούνα και από τότε ταξιδεύει μόνο με μηχανή. Οι επισκέπτες μπορούν να ανέβουν στο κατάστρωμα."""

POEM = """The tide forgets the name it wrote
upon the shingle in the night,
and every keel that kept afloat
goes home without a guiding light.
The gulls count nothing but the bread,
the harbour bell has lost its tongue,
and those who loved the sea are dead
or talk as though they still were young."""

OTHER_POEM = """A carpenter of crooked chairs
lived underneath a slanting roof,
and sold to people on the stairs
his furniture as living proof
that what is straight is seldom kind,
that backs are bent and so are trees,
and no one ever had in mind
a stool that does not hurt the knees."""
