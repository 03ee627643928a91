"""What people wrote on pages of the field cases: a few paragraphs in each language, with nothing of errors or walls."""

TEXTS = {
    "ru": (
        "Весной река поднялась выше обычного, и жители нижней улицы вынесли вещи на чердаки.",
        "Старый мельник помнил такую воду только один раз, когда был ещё мальчиком.",
        "Через неделю вода ушла, оставив на лугах ил и обломки лодок.",
        "В школе открыли выставку снимков, сделанных с колокольни.",
        "Летом берег укрепили камнем, а вдоль дороги посадили ивы.",
        "К осени дорога к пристани снова была открыта, и первые баржи привезли зерно.",
    ),
    "uk": (
        "Навесні річка піднялася вище, ніж звичайно, і мешканці нижньої вулиці винесли речі на горища.",
        "Старий мельник пам'ятав таку воду лише раз, коли був іще хлопцем.",
        "За тиждень вода пішла, залишивши на луках мул і уламки човнів.",
        "У школі відкрили виставку світлин, зроблених із дзвіниці.",
        "Улітку берег зміцнили камінням, а вздовж дороги посадили верби.",
    ),
    "ar": (
        "ارتفع النهر في الربيع أكثر من المعتاد، فنقل سكان الشارع السفلي أمتعتهم إلى السطوح.",
        "كان الطحان العجوز يذكر مثل هذا الماء مرة واحدة، حين كان صبيا.",
        "بعد أسبوع انحسر الماء وترك على المروج طينا وبقايا قوارب.",
        "افتتحت المدرسة معرضا للصور التي التقطت من برج الجرس.",
        "في الصيف دعمت الضفة بالحجارة وزرعت أشجار الصفصاف على طول الطريق.",
    ),
    "fa": (
        "بهار آن سال رودخانه بیش از همیشه بالا آمد و مردم کوچه پایین اسباب خود را به بام بردند.",
        "آسیابان پیر چنین آبی را تنها یک بار به یاد داشت، وقتی هنوز کودک بود.",
        "یک هفته بعد آب فرو نشست و بر چمن‌ها گل و تکه‌های قایق به جا گذاشت.",
        "در مدرسه نمایشگاهی از عکس‌هایی که از برج گرفته شده بود برپا شد.",
        "تابستان کناره را با سنگ محکم کردند و در کنار راه بید کاشتند.",
    ),
    "tr": (
        "İlkbaharda ırmak her zamankinden fazla yükseldi, aşağı sokakta oturanlar eşyalarını çatılara taşıdı.",
        "Yaşlı değirmenci böyle bir suyu yalnız bir kez, çocukken görmüştü.",
        "Bir hafta sonra su çekildi, çayırlarda çamur ve kayık parçaları kaldı.",
        "Okulda çan kulesinden çekilmiş fotoğrafların sergisi açıldı.",
        "Yazın kıyı taşla sağlamlaştırıldı, yol boyunca söğütler dikildi.",
    ),
    "ja": (
        "その春、川はいつもより高くなり、下の通りの人々は荷物を屋根裏に運んだ。",
        "老いた粉屋がこれほどの水を見たのは、子どものころの一度きりだった。",
        "一週間後に水は引き、草地には泥と舟の破片が残った。",
        "学校では鐘楼から撮った写真の展示が始まった。",
        "夏には岸が石で固められ、道沿いに柳が植えられた。",
    ),
    "zh": (
        "那年春天，河水涨得比往年高，下街的居民把东西搬到了阁楼上。",
        "老磨坊主只在小时候见过一次这样的大水。",
        "一个星期以后水退了，草地上留下淤泥和破船的木板。",
        "学校里办了一个展览，展出从钟楼上拍的照片。",
        "夏天人们用石头加固了河岸，沿路种上了柳树。",
    ),
    "ko": (
        "그해 봄 강물이 여느 때보다 높이 올라 아랫길 주민들은 짐을 다락으로 옮겼다.",
        "늙은 방앗간 주인은 어릴 적에 단 한 번 이런 물을 보았다고 했다.",
        "일주일 뒤 물이 빠지고 풀밭에는 진흙과 부서진 배 조각이 남았다.",
        "학교에서는 종탑에서 찍은 사진으로 전시회를 열었다.",
        "여름에는 강둑을 돌로 다지고 길을 따라 버드나무를 심었다.",
    ),
    "de": (
        "Im Frühjahr stieg der Fluss höher als sonst, und die Leute der unteren Gasse trugen ihre Sachen auf den Dachboden.",
        "Der alte Müller hatte solches Wasser nur einmal gesehen, als er noch ein Junge war.",
        "Nach einer Woche ging es zurück und ließ Schlamm und Bootsplanken auf den Wiesen.",
        "In der Schule wurde eine Ausstellung von Bildern eröffnet, die vom Kirchturm aus gemacht waren.",
        "Im Sommer befestigte man das Ufer mit Steinen und pflanzte Weiden an der Straße.",
    ),
    "fr": (
        "Au printemps, la rivière monta plus haut que d'habitude et les gens de la rue basse portèrent leurs affaires au grenier.",
        "Le vieux meunier n'avait vu pareille eau qu'une seule fois, quand il était enfant.",
        "Une semaine plus tard l'eau se retira, laissant sur les prés de la vase et des planches de barque.",
        "L'école ouvrit une exposition de photographies prises du clocher.",
        "En été on consolida la rive avec des pierres et l'on planta des saules le long de la route.",
    ),
    "es": (
        "En primavera el río subió más de lo habitual y los vecinos de la calle baja llevaron sus cosas al desván.",
        "El viejo molinero solo había visto un agua así una vez, cuando era niño.",
        "A la semana el agua se retiró y dejó en los prados barro y tablas de barca.",
        "En la escuela se abrió una exposición de fotografías hechas desde el campanario.",
        "En verano se reforzó la orilla con piedras y se plantaron sauces junto al camino.",
    ),
    "pl": (
        "Wiosną rzeka podniosła się wyżej niż zwykle i mieszkańcy dolnej ulicy wynieśli rzeczy na strychy.",
        "Stary młynarz widział taką wodę tylko raz, kiedy był jeszcze chłopcem.",
        "Po tygodniu woda opadła, zostawiając na łąkach muł i deski z łodzi.",
        "W szkole otwarto wystawę zdjęć zrobionych z dzwonnicy.",
        "Latem umocniono brzeg kamieniami, a wzdłuż drogi posadzono wierzby.",
    ),
    "ka": (
        "იმ გაზაფხულზე მდინარე ჩვეულებრივზე მაღლა აიწია და ქვედა ქუჩის მცხოვრებლებმა ნივთები სხვენზე აიტანეს.",
        "მოხუც მეწისქვილეს ასეთი წყალი მხოლოდ ერთხელ ენახა, ბავშვობაში.",
        "ერთი კვირის შემდეგ წყალმა იკლო და მინდვრებზე შლამი დატოვა.",
        "სკოლაში სამრეკლოდან გადაღებული სურათების გამოფენა გაიხსნა.",
    ),
    "th": (
        "ฤดูใบไม้ผลิปีนั้นแม่น้ำขึ้นสูงกว่าทุกปี ชาวบ้านถนนล่างขนข้าวของขึ้นไปไว้บนห้องใต้หลังคา",
        "คนโม่แป้งเฒ่าเคยเห็นน้ำมากเช่นนี้เพียงครั้งเดียวเมื่อยังเป็นเด็ก",
        "หนึ่งสัปดาห์ต่อมาน้ำลดลง ทิ้งโคลนและเศษไม้จากเรือไว้ตามทุ่งหญ้า",
    ),
    "hi": (
        "उस वसंत में नदी हर साल से ऊँची चढ़ी और निचली गली के लोग अपना सामान छतों पर ले गए।",
        "बूढ़े चक्कीवाले ने ऐसा पानी केवल एक बार बचपन में देखा था।",
        "एक सप्ताह बाद पानी उतर गया और मैदानों में कीचड़ और नावों के तख्ते रह गए।",
        "विद्यालय में घंटाघर से ली गई तस्वीरों की प्रदर्शनी लगी।",
    ),
    "vi": (
        "Mùa xuân năm ấy nước sông dâng cao hơn mọi năm, dân phố dưới phải mang đồ đạc lên gác.",
        "Ông lão xay bột chỉ thấy con nước như thế một lần khi còn nhỏ.",
        "Một tuần sau nước rút, để lại trên đồng cỏ bùn và những mảnh ván thuyền.",
    ),
    "he": (
        "באביב ההוא עלה הנהר יותר מהרגיל, ותושבי הרחוב התחתון העלו את חפציהם לעליות הגג.",
        "הטוחן הזקן ראה מים כאלה רק פעם אחת, כשהיה ילד.",
        "כעבור שבוע ירדו המים והשאירו באחו בוץ ושברי סירות.",
    ),
    "pt": (
        "Na primavera o rio subiu mais do que o costume, e os moradores da rua de baixo levaram as suas coisas para o sótão.",
        "O velho moleiro só tinha visto água assim uma vez, quando era menino.",
        "Uma semana depois a água baixou e deixou lama e tábuas de barco nos prados.",
        "Na escola abriu-se uma exposição de fotografias tiradas da torre.",
    ),
    "en": (
        "That spring the river rose higher than usual, and the people of the lower street carried their things up to the attics.",
        "The old miller had seen such water only once, when he was still a boy.",
        "A week later it went down and left mud and planks of boats on the meadows.",
        "The school opened an exhibition of photographs that were taken from the bell tower.",
        "In summer the bank was strengthened with stones, and willows were planted along the road.",
    ),
    "it": (
        "In primavera il fiume salì più del solito e gli abitanti della via bassa portarono le loro cose in soffitta.",
        "Il vecchio mugnaio aveva visto un'acqua simile una volta sola, quando era ragazzo.",
        "Dopo una settimana l'acqua si ritirò e lasciò sui prati fango e assi di barche.",
        "Nella scuola si aprì una mostra di fotografie fatte dal campanile.",
    ),
    "nl": (
        "In het voorjaar steeg de rivier hoger dan anders en de mensen van de lage straat droegen hun spullen naar zolder.",
        "De oude molenaar had zulk water maar één keer gezien, toen hij nog een jongen was.",
        "Na een week zakte het en bleven er modder en planken van boten op de weiden liggen.",
        "In de school werd een tentoonstelling geopend van foto's die vanaf de toren waren gemaakt.",
    ),
    "ro": (
        "Primăvara râul a crescut mai mult ca de obicei, iar oamenii de pe ulița de jos și-au dus lucrurile în pod.",
        "Bătrânul morar văzuse o asemenea apă o singură dată, pe când era copil.",
        "După o săptămână apa s-a retras și a lăsat pe pajiști nămol și scânduri de bărci.",
        "La școală s-a deschis o expoziție de fotografii făcute din clopotniță.",
    ),
    "cs": (
        "Na jaře řeka stoupla výš než jindy a lidé z dolní ulice odnesli své věci na půdu.",
        "Starý mlynář viděl takovou vodu jen jednou, když byl ještě chlapec.",
        "Po týdnu voda opadla a nechala na loukách bahno a prkna z člunů.",
        "Ve škole otevřeli výstavu snímků pořízených ze zvonice.",
    ),
    "hu": (
        "Tavasszal a folyó magasabbra emelkedett, mint máskor, és az alsó utca lakói a padlásra hordták a holmijukat.",
        "Az öreg molnár csak egyszer látott ekkora vizet, amikor még gyerek volt.",
        "Egy hét múlva a víz visszahúzódott, és iszapot meg csónakdeszkákat hagyott a réteken.",
        "Az iskolában kiállítás nyílt a toronyból készült képekből.",
    ),
    "sv": (
        "På våren steg ån högre än vanligt och folket på nedre gatan bar upp sina saker på vinden.",
        "Den gamle mjölnaren hade sett sådant vatten bara en gång, när han ännu var pojke.",
        "Efter en vecka sjönk det och lämnade lera och bräder från båtar på ängarna.",
        "I skolan öppnades en utställning av bilder som tagits från klocktornet.",
    ),
    "el": (
        "Την άνοιξη το ποτάμι ανέβηκε ψηλότερα από άλλες φορές και ο κόσμος της κάτω οδού κουβάλησε τα πράγματά του στις σοφίτες.",
        "Ο γέρος μυλωνάς είχε δει τέτοιο νερό μόνο μια φορά, όταν ήταν παιδί.",
        "Μια βδομάδα αργότερα το νερό τραβήχτηκε και άφησε στα λιβάδια λάσπη και σανίδες από βάρκες.",
        "Στο σχολείο άνοιξε μια έκθεση φωτογραφιών από το καμπαναριό.",
    ),
    "fi": (
        "Keväällä joki nousi tavallista korkeammalle, ja alakadun väki kantoi tavaransa vintille.",
        "Vanha mylläri oli nähnyt sellaisen veden vain kerran, poikana ollessaan.",
        "Viikon kuluttua vesi laski ja jätti niityille liejua ja veneiden lautoja.",
        "Koululla avattiin näyttely kellotornista otetuista kuvista.",
    ),
    "id": (
        "Musim semi itu sungai naik lebih tinggi dari biasanya, dan orang di jalan bawah mengangkut barang mereka ke loteng.",
        "Tukang giling tua itu hanya sekali melihat air setinggi itu, ketika ia masih kecil.",
        "Seminggu kemudian air surut dan meninggalkan lumpur serta papan perahu di padang rumput.",
        "Di sekolah dibuka pameran foto yang diambil dari menara lonceng.",
    ),
    "da": (
        "Om foråret steg åen højere end ellers, og folk i den nedre gade bar deres ting op på loftet.",
        "Den gamle møller havde kun set sådan et vand én gang, da han var dreng.",
        "Efter en uge faldt det igen og efterlod mudder og brædder fra både på engene.",
    ),
    "bg": (
        "През пролетта реката се вдигна по-високо от друг път и хората от долната улица изнесоха вещите си на тавана.",
        "Старият воденичар бе виждал такава вода само веднъж, когато беше момче.",
        "След седмица водата спадна и остави по ливадите тиня и дъски от лодки.",
    ),
    "sr": (
        "У пролеће је река порасла више него обично и људи из доње улице однели су ствари на таван.",
        "Стари млинар видео је такву воду само једном, док је био дечак.",
        "После недељу дана вода се повукла и оставила на ливадама муљ и даске од чамаца.",
    ),
}  # fmt: skip


def told(language: str, times: int = 1) -> str:
    """Return paragraphs in a language; each text `times` over, in another order each time."""
    lines = TEXTS[language]
    turned = [lines[(place + turn) % len(lines)] for turn in range(times) for place in range(len(lines))]
    return "".join(f"<p>{' '.join(turned[place : place + 2])}</p>" for place in range(0, len(turned), 2))
