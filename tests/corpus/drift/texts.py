"""Texts that the pages of the drift corpus are made of: what people write, and what takes its place."""

DAM = """The committee published its findings on the upper dam after eighteen months of hearings in four cities.
Residents of the valley had asked for a second survey of the aquifer since the spring of the drought.
According to the figures, rainfall fell by a fifth while demand for water rose in every district.
Officials say that the new pipeline will be ready before the end of the decade if funding holds.
Critics answer that a similar promise was made when the first dam was opened by the old governor.
The report recommends metering, repairs to the leaking mains and a public register of private wells.
Farmers near the river have begun to plant crops that need less irrigation than cotton and maize.
A spokesman for the ministry declined to give a date for the next round of negotiations.
Several engineers who worked on the northern wall were interviewed for this story and asked not to be named.
Their accounts differ on when the cracks were first noticed and on who was told about them.
Insurance records kept by the town show three claims in the same year, none of them large.
A retired hydrologist, who measured the inflow for most of her life, calls the estimates hopeful at best.
The regional council will discuss the findings behind closed doors before they go to parliament.
Whoever pays for the repairs, the reservoir will have to be emptied for at least one winter."""

FUNGI = """Most of a mushroom lives underground as a web of threads that feeds on dead wood and fallen leaves.
What we pick in autumn is only the fruit, pushed up overnight when the soil is warm and wet.
Beginners should learn five safe species well before they trust a sixth to the frying pan.
Chanterelles smell faintly of apricots and have blunt ridges instead of the sharp gills of their imitators.
The death cap is responsible for most fatal poisonings in Europe, and cooking does not destroy its toxin.
A spore print on white paper often settles what the cap and the stem leave open.
Old oak woods on chalk are richer than young plantations, where the ground is acid and shaded.
Baskets are better than bags, since spores fall through the gaps and the harvest does not sweat.
Local clubs meet on Sunday mornings from August on and are glad to look through a stranger's finds.
Never eat raw what a guide marks as edible, because many kinds lose their poison only in boiling water.
Dried slices keep for years in a closed jar and give back their scent in warm milk.
In dry summers the threads wait, sometimes for two years, until rain lets them fruit again."""

CHESS = """The endgame with rook and pawn against rook decides more tournament games than any opening novelty.
Everything turns on whether the defending king can reach the square in front of the pawn in time.
If it can, the rook waits on the third rank and checks from behind as soon as the pawn steps forward.
That method was shown by a French player of the eighteenth century and still carries his name.
The winning side, in turn, builds a bridge with the rook so that its king escapes the checks.
Students who know these two positions by heart can work out most of the others at the board.
Knights change the picture, because they cannot lose a move and are clumsy against a pawn on the edge.
Bishops of opposite colours, on the other hand, draw positions in which one side is two pawns ahead.
Computers have solved every ending of seven pieces, and some wins take more than five hundred moves.
No human would find them, yet grandmasters have learned from the tables that many old verdicts were wrong.
It pays to reach the time control with enough minutes left to think about such a position calmly.
A club evening spent on pure king and pawn endings improves a beginner more than a month of blitz."""

BREAD = """A sourdough starter is flour and water in which wild yeast and bacteria have settled down together.
Feed it every day with equal weights of both and throw half of it away before you do.
After about a week it should rise and fall predictably and smell of yoghurt rather than of vinegar.
Mix the dough in the evening, rest it, and fold it four times at intervals of half an hour.
The salt goes in last, for it tightens the gluten and slows the fermentation down.
A long night in the refrigerator gives the loaf its open crumb and most of its flavour.
Bake it in a closed iron pot at the highest heat, and take the lid off for the last third.
Steam keeps the crust soft while the loaf expands, and a dry oven afterwards makes it crackle.
Rye behaves otherwise, because its starches break down unless the dough is acid enough.
Resist the wish to cut it while it is warm, since the crumb sets only as the steam escapes.
Leftover starter makes good pancakes, and a spoonful of it keeps alive in the cold for a month.
Bakers write their recipes in percentages of the flour, so that any batch can be scaled at sight."""

GLACIER = """Ice cores from the summit hold small bubbles of the air that fell with the snow long ago.
By counting the layers, as one counts the rings of a tree, the team could date each bubble.
The record shows that carbon dioxide and temperature rose and fell together through nine ice ages.
Drilling took three seasons, since the ice near the bed is warm and closes around the drill.
At the front, the glacier has drawn back two kilometres since the first photographs were taken.
Meltwater now runs through tunnels beneath it and carries fine silt that turns the lake milky.
Villagers remember when sledges crossed in June where there is only gravel and fireweed today.
Radar from an aircraft measured the depth along forty lines, and found valleys nobody had expected.
Models agree on the direction of the change, but not on how fast the ice will slide once its base is wet.
Most of the cost was fuel, and most of the danger was the weather on the way home.
All data have been deposited with the university, where anybody may use them with attribution.
A second expedition is planned to the southern dome, which should be older still."""

REWRITTEN_DAM = """Nobody now defends the upper dam, at least not in public and not under oath.
An inquiry that heard two hundred witnesses ended in June with a verdict of shared neglect.
Water was sold twice over in dry years, and meters that would have shown it were never bought.
The pipeline, once the answer to everything, has been dropped in favour of patching what there is.
Where cotton stood, growers are trying lentils and almonds, though neither has paid for itself so far.
Builders of the northern wall told the panel that they had warned their foremen about fissures.
The foremen, for their part, recalled no such talk and pointed to missing minutes.
Small payouts by an insurer suggest that the town hall knew of trouble earlier than it admits.
One scientist with a lifetime of measurements behind her thinks the official forecasts are wishful.
Emptying the lake is unavoidable, says the panel, and should start after the next harvest.
Lawmakers will vote on the money in autumn, and few expect them to hurry."""

GERMAN_DAM = """Der Ausschuss hat seine Ergebnisse zur oberen Talsperre nach achtzehn Monaten mit Anhörungen in vier Städten veröffentlicht.
Die Bewohner des Tals hatten seit dem Frühjahr der Dürre um eine zweite Untersuchung des Grundwassers gebeten.
Nach den Zahlen ist der Niederschlag um ein Fünftel gesunken, während der Bedarf in jedem Bezirk gestiegen ist.
Die Behörden sagen, dass die neue Leitung vor dem Ende des Jahrzehnts fertig wird, wenn das Geld reicht.
Kritiker antworten, dass ein ähnliches Versprechen gegeben wurde, als die erste Talsperre eröffnet wurde.
Der Bericht empfiehlt Zähler, die Reparatur der undichten Leitungen und ein öffentliches Verzeichnis der Brunnen.
Bauern am Fluss haben begonnen, Pflanzen zu setzen, die weniger Wasser brauchen als Baumwolle und Mais.
Ein Sprecher des Ministeriums wollte kein Datum für die nächste Runde der Verhandlungen nennen.
Mehrere Ingenieure, die an der Nordmauer gearbeitet haben, wurden für diesen Bericht befragt.
Wer auch immer die Reparaturen bezahlt, der Stausee wird für mindestens einen Winter geleert werden müssen."""

FRENCH_BREAD = """Un levain est un mélange de farine et d'eau dans lequel des levures sauvages se sont installées avec des bactéries.
Il faut le nourrir tous les jours avec le même poids des deux et en jeter la moitié avant de le faire.
Après une semaine environ, il doit monter et descendre de façon régulière et sentir le yaourt plus que le vinaigre.
On prépare la pâte le soir, on la laisse reposer et on la plie quatre fois à une demi-heure d'intervalle.
Le sel vient en dernier, car il resserre le gluten et ralentit la fermentation.
Une longue nuit au froid donne au pain sa mie ouverte et la plus grande partie de son goût.
On le cuit dans une cocotte fermée à la plus forte chaleur, puis on retire le couvercle pour le dernier tiers.
Le seigle se comporte autrement, parce que ses amidons se défont si la pâte n'est pas assez acide.
Il ne faut pas le couper tant qu'il est chaud, puisque la mie ne se forme que lorsque la vapeur s'échappe."""

CASINO = """Welcome to the best online casino reviews of the year, written by players for players.
Claim your welcome bonus today and enjoy free spins on hundreds of slots with real money prizes.
Our experts have tested every live dealer table, from roulette and blackjack to baccarat and poker.
No deposit is needed to try the most popular slots, and withdrawals are paid within a few hours.
The wagering requirements are fair, and the jackpot has already made several players rich this month.
Compare betting odds at the top rated sportsbook sites before you place your first bet.
Mobile players get the same bonus code, and every casino on our list holds a licence.
Gambling can be addictive, so set yourself a limit and play for fun."""

SLOT_GACOR = """Situs slot gacor hari ini menyediakan permainan slot online terpercaya dengan tingkat kemenangan yang tinggi.
Daftar sekarang dan dapatkan bonus deposit untuk semua member baru yang bermain di situs judi online ini.
Kami bekerja sama dengan pragmatic play dan provider lain untuk memberikan rtp yang paling akurat setiap hari.
Anda bisa bermain togel, taruhan bola dan poker hanya dengan satu akun tanpa perlu ribet.
Deposit pulsa tanpa potongan tersedia dan proses penarikan dana tidak lebih dari lima menit.
Link alternatif selalu tersedia untuk pemain yang tidak bisa membuka situs utama dari jaringan mereka.
Jackpot maxwin sudah diberikan kepada ribuan pemain dari seluruh Indonesia pada bulan ini.
Hubungi layanan pelanggan kami yang ramah dan profesional dua puluh empat jam dalam sehari."""

BAHIS = """Güvenilir bahis siteleri listemiz her gün güncellenir ve yalnızca lisanslı siteler için yorum yazılır.
Deneme bonusu veren siteler bu sayfada bir araya getirildi ve her biri tek tek test edildi.
Canlı bahis oynamak için hesap açmak çok kolay ve ilk yatırım için ek bonus da verilir.
Casino siteleri arasında en çok kazandıran slot oyunları burada ve rulet masaları da her zaman açık.
İddaa tahminleri uzman ekip tarafından hazırlanır ve her akşam yeni kuponlar ile birlikte paylaşılır.
Para çekme işlemleri gibi konular hakkında sorular için canlı destek ekibi her zaman hazır olarak bekler.
Yeni giriş adresi değişince bu sayfa üzerinden en hızlı şekilde ulaşmak mümkün olan tek yol budur."""

PHARMACY = """Order generic Viagra, Cialis and Levitra from the most trusted online pharmacy without prescription.
All pills are shipped in discreet packaging with fast delivery to any country in the world.
Our Canadian pharmacy offers sildenafil and tadalafil at prices that no drugstore can match.
Erectile dysfunction is common, and treatment has never been as affordable as it is today.
Buy cheap Kamagra jelly, Clomid or Doxycycline and get four free pills with every order.
Customer support answers all your questions about dosage, side effects and payment methods.
Pay by card or by bitcoin, and track your parcel until the postman rings."""

SEO_BLOG = """Looking for a place to share your story with a wide audience and grow your brand at once?
We accept guest posts on business, technology, health, fashion and lifestyle from writers everywhere.
Every guest post includes two dofollow backlinks that improve your domain authority within weeks.
Sponsored posts are marked clearly and stay online for life at a price that small firms can pay.
Digital marketing changes quickly, and our tips on affiliate links and link building keep you ahead.
Read our buying guide to the top 10 best products of the season before you spend a penny.
Crypto beginners will find out how to earn money online without any experience at all.
Write for us today and see your article live within twenty four hours."""

ESSAY_MILL = """Tired of deadlines, and thinking that somebody should write my essay for me tonight?
Our essay writing service has helped thousands of students to hand in their term papers on time.
Every custom essay is plagiarism-free, written from scratch and checked by two editors.
Our writers hold degrees in more than eighty subjects and answer messages around the clock.
Dissertation writing takes longer, so send us the outline as soon as you have it.
Tell us to do my homework and go out with your friends, because college papers can wait.
Free revisions are included, and you pay only when you are happy with the result."""

RUSSIAN_CASINO = """Официальный сайт казино предлагает игрокам лучшие игровые автоматы и бонус за регистрацию без депозита.
Новые фриспины доступны каждый день, а турниры проходят по выходным для всех активных игроков.
Букмекер принимает ставки на спорт до начала матча и в реальном времени с высокими коэффициентами.
Зеркало казино работает круглосуточно, так что игрок может войти на сайт даже при блокировке.
Вывод денег занимает несколько минут, и служба поддержки отвечает на все вопросы по телефону.
Программа лояльности для постоянных клиентов включает кэшбэк, подарки и личного менеджера.
Играйте ответственно и помните, что азартные игры могут вызывать зависимость."""

CHINESE_SHOP = """我们是一家专业从事机械设备生产与销售的公司，产品广泛应用于建筑、矿山和化工行业。
公司成立于二十年前，拥有先进的生产线和一支经验丰富的技术队伍，可以为客户提供全面的服务。
我们的产品质量稳定，价格合理，远销全国各地，深受广大用户的欢迎和好评。
公司始终坚持质量第一、客户至上的经营理念，不断提高产品质量和服务水平。
欢迎新老客户来电咨询，我们将竭诚为您服务，与您共同发展，共创美好未来。
本公司还提供设备的安装、调试和维修服务，并且长期供应各种配件。"""

JAPANESE_TEMPLE = """この寺は八世紀に建てられ、長い間、山の修行者たちの宿となってきました。
本堂は何度も火事で失われましたが、そのたびに村の人々の手で建て直されています。
現在の建物は江戸時代の初めのもので、太い柱には当時の大工の名前が残っています。
庭の池は山から引いた水で満たされ、秋になると紅葉が水面を赤く染めます。
参道の石段は三百段あり、途中には旅人のための小さな茶屋が今もあります。
毎年春には火渡りの行事が行われ、遠くの町からも多くの人が訪れます。"""

JAPANESE_SHOES = """当店では有名ブランドの靴を激安価格で販売しております。
すべての商品は送料無料で、ご注文から三日以内にお届けいたします。
人気のスニーカーやブーツを豊富に取り揃え、新作も毎週入荷しています。
お支払い方法は銀行振込とクレジットカードからお選びいただけます。
サイズが合わない場合は、到着後七日以内であれば交換が可能です。
お得なクーポンを配布中ですので、この機会にぜひご利用ください。"""

STORIES = (
    "Harvest festival opens with record crowds|The fair drew more visitors on its first day than in any year since the war.",
    "Council votes on budget tonight|Members are divided over the swimming pool and the repair of two bridges.",
    "Ferry strike enters second week|Commuters sleep in their offices while both sides accuse each other of delay.",
    "Museum buys lost portrait|The painting had hung unnoticed in a hotel corridor for forty years.",
    "Storm warning for the coast|Fishermen are asked to stay in harbour until Thursday noon at the earliest.",
    "School wins science prize|Four pupils built a probe that measures nitrate for the price of a sandwich.",
    "Old cinema to be saved|A club of volunteers has raised enough to mend the roof before winter.",
    "Tram line gets green light|Building begins in March and will close the high street for half a year.",
    "Wolf seen near reservoir|A hiker filmed the animal at dawn, and rangers confirm that it is no dog.",
    "Bakers complain of flour prices|Some small shops say they will close on Mondays to save on energy.",
    "Orchestra names conductor|She is the first woman to hold the post and promises more music of our time.",
    "Court stops quarry plans|Judges found that nobody had asked the neighbours or counted the bats.",
)
