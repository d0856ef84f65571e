/** Words that say little of what a conversation is about, by language: small words, and those people ask with. */
const lists = {
  en: `quick question cannot since both able anyone anybody awesome basically brainstorm briefly cool create curious currently dear detail details discuss everyone
    explaining figure following getting gonna guys happen happened happens having hoping i've idea ideas kindly learn looking
    lot morning evening afternoon perhaps pls plz provide recommend rewrite someone somebody stuck struggling suggest summarise
    summarize summary talk teach today translate trying understand wanna wanted wondering working writing yeah
    a about above after again all also am an and any are as at be because been before being below between both but by
    can cannot could did do does doing don't down during each else even ever every few for from further get give go got had
    has have having he hello help her here hers hey hi him his how however i i'd i'll i'm i've if in into is isn't it it's
    its just know let let's like make many may maybe me might more most much must my need needs no nor not now of off ok okay
    on once one only or other our out over own please quite really same say see shall she should so some something still such
    tell than thank thanks that that's the their them then there these they thing things think this those though through to
    too try under until up us use using very want was we well were what what's when where which while who why will with
    without would write yes yet you you're your explain show find best good way ways mean means work works`,
  de: `eigentlich funktioniert funktionieren sagen sag zeigen erklären erklärst erkläre helfen hilfst frage würdest gerne gern bräuchte
    brauche suche guten tag morgen moin servus herzlichen wäre lautet bedeutet genau bitteschön schreibe erstelle
    ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist bitte da dabei
    dafür damit danke dann das dass dein deine dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort
    du durch ein eine einem einen einer eines er es etwas euch euer für gegen geben gib gibt hab habe haben hallo hast hat
    hatte hätte hier hilf hilfe ich ihm ihn ihnen ihr ihre im in ins ist ja jede jeder jedes jetzt kann kannst kein keine
    können könnte könntest machen mach man mehr mein meine meinem meinen meiner mich mir mit möchte muss nach nein nicht nichts
    noch nun nur ob oder ohne schon schreib sehr sein seine sich sie sind so soll sollte über um und uns unser unter viel vom
    von vor wann war waren warum was weil weiß welche welcher welches wenn wer werden wie wieder will wir wird wo wurde würde
    zu zum zur erkläre zeig zwischen`,
  fr: `pourriez rédiger rédige expliquer m'expliquer m'aider peux-tu pourrais-tu pouvez pourriez-vous pourrais j'aimerais aimerais voudrais salut s'il plaît
    stp svp écrire donner qu'est-ce qu'est fonctionne fonctionnent marche d'un d'une l'on besoin souhaite comprendre
    à afin ai aide aider alors après as au aucun aussi autre aux avec avez avoir bien bonjour c'est car ce cela ces cet
    cette ceux chez comme comment dans de des donc du elle elles en encore entre est et être eu fait faire il ils j'ai je la le
    les leur leurs lui ma mais me merci mes moi mon ne nos notre nous on ou où par pas peu peut peux plus pour pourquoi
    pouvez-vous quand que quel quelle quelles quels qui sa sans se ses si son sont sous sur ta tes toi ton tous tout toute très
    tu un une va veux voici votre vous y explique écris donne`,
  es: `cuáles necesito quisiera gustaría explicar explicarme ayudarme puedo podrías podría buenos buenas días tardes funciona
    funcionan significa dime saber escribir escríbeme sé usted
    a al algo algunas algunos ante antes ayuda ayúdame bien cada como cómo con contra cual cuál cuando cuándo de del desde
    donde dónde dos el él ella ellos en entre era es esa ese eso esta está están este esto estos fue gracias ha hacer hasta hay
    hola la las le les lo los más me mi mis mucho muy nada ni no nos nosotros o otra otro para pero poco por porque porqué puede
    puedes que qué quién quiero se ser si sí sin sobre son su sus también tan te tengo ti tiene todo todos tu tus un una uno unos
    y ya yo explica escribe dame favor`,
  pt: `quais preciso gostaria queria explicar explica-me ajudar ajude poderia pode-me bom dia boa tarde funciona significa diga saber
    escrever favor
    a ajuda ao aos aquela aquele as até com como da das de dela dele depois do dos e ela ele em entre era essa esse esta está
    estão este eu faz fazer foi há isso isto já lhe mais mas me mesmo meu meus minha muito na não nas nem no nos nós num o
    obrigado olá onde os ou para pela pelo pode por porque qual quando que quem quero se sem ser seu seus só sua são também te
    tem tenho ter tu um uma você explique escreva`,
  it: `vorrei potresti puoi spiegare spiegarmi aiutarmi buongiorno salve funziona funzionano significa dimmi sapere scrivere scrivimi
    quali favore spiegami
    a ad agli ai al alla alle allo anche aiuto aiutami c'è che chi ci ciao come con cosa cui da dal dalla dei del della delle
    di dove e è ed era essere fare gli grazie ha hai hanno ho i il in io la le lei lo loro lui ma me mi mia mio molto ne nel nella
    no noi non nostro o per perché più può puoi quale quando quello questa questo qui se sei si sì sono su sua suo te ti tra tu
    tutti tutto un una uno vi voglio voi spiega scrivi`,
  nl: `graag uitleggen leg uitleg geef vertel schrijven goedemorgen dag werkt betekent zou weten kunnen
    aan al alle als altijd ben bij dan dat de der deze die dit doen door dus een en er geen haar had hallo heb hebben heeft
    help het hier hij hoe hun ik in is ja je jij jou kan kun kunt maar me meer met mij mijn moet na naar niet nog nu of om omdat
    ons ook op over te toch toen tot u uit van veel voor waar waarom wat we wel welke werd wie wij wil worden zal ze zelf zich zij
    zijn zo zonder zou leg schrijf`,
  ru: `подскажи подскажите расскажи расскажите объясните напишите помогите работает работают значит нужно нужен добрый день скажи скажите
    пожалуйста могу сделать
    а без более бы был была были было быть в вам вас весь во вот все всего вы где да даже для до его ее если есть ещё еще же за
    здравствуйте и из или им их к как какая какие какой когда кто ли либо меня мне много может можно мой моя мы на надо нам нас не
    него нет ни них но ну о об однако он она они оно от очень по под пожалуйста помоги после потому почему при привет про с сам
    свой себя со спасибо так также такой там тебя тем то того тоже той только том ты у уже хочу хотя чего чей чем что чтобы эта эти
    это этого я объясни напиши между`,
  zh: `我把 这段 这段话 话 多久 多少 一篇 一段 一份 一首 一封 一点 介绍一下 请帮 请教 写一 你好吗 想知道 知道 应该 今天 推荐 为 里 中 上 吗 嘛
    的 了 是 在 我 你 您 他 她 它 们 我们 你们 他们 这 那 这个 那个 这些 那些 和 与 或 及 也 都 就 而 但 但是 因为 所以 如果 怎么 怎样
    如何 什么 为什么 吗 呢 吧 啊 请 请问 帮 帮我 帮忙 能 可以 能否 会 要 想 想要 需要 给 给我 让 把 被 有 没有 没 不 很 一个 一些 一下 一 个 种 以及
    关于 对 对于 从 到 用 使用 写 解释 告诉 说 谢谢 你好 您好 之间 區別 請 請問 幫 幫我 嗎 這 個 這個 什麼 怎麼 為什麼 說`,
  ja: `どこ どの どんな いつ だれ が 教えて ください 下さい 知りたい について 書く 作って 作成 おしえて です か 欲しい ほしい いい 良い すみません は を の に で
    の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その あっ よう また もの あり
    まで られ なる へ か だ これ によって により おり より による ず なり られる において ば なかっ なく しかし について せ だっ できる それ う ので なお
    のみ でき き つ における および いう さらに でも ら たり その他 に関する たち ます です ください 下さい 教え 教えて どう どうやって 何 なぜ 私 あなた
    お願い ありがとう こんにちは という とは って ね よ くだ さい 書い 書いて 説明 して ましょう`,
  ko: `싶어요 싶습니다 알고 도와주세요 도와줘 설명해줘 설명해 써줘 작성해줘 방법 뭐야 뭐예요 무엇인가요 어떻게 해야 하나요 있나요 인가요
    은 는 이 가 을 를 에 의 도 로 으로 와 과 에서 에게 한 하는 하고 할 것 수 있는 있다 어떻게 무엇 왜 좀 제발 해줘 주세요 해주세요 알려줘 알려주세요
    그 이것 저 나 저는 나는 내 너 안녕 안녕하세요 감사합니다 대해 대한 그리고 하지만 또는`,
  th: `ช่วย หน่อย ครับ ค่ะ คะ นะ จ๊ะ อยาก รู้ ว่า อย่างไร อย่าง ไร ยังไง ทำไม คือ อะไร สวัสดี ขอ ได้ ไหม มั้ย ฉัน ผม คุณ ที่ และ ใน ของ จะ มี เป็น บอก
    อธิบาย เขียน ให้ แนะนำ เกี่ยวกับ เกี่ยว กับ ด้วย โปรด กรุณา ดี ต้อง การ สอน หรือ แล้ว`,
  ar: `من في على إلى عن مع هذا هذه ذلك ما ماذا كيف لماذا متى أين هل أن إن لا لم لن و أو ثم كان يمكن يمكنك أريد لي أنا أنت هو هي مرحبا
    السلام عليكم من فضلك شكرا اشرح اكتب ساعدني الذي التي كل بعض أي يمكنني أستطيع`,
  hi: `के का की को में से है हैं और या पर यह वह ये वे क्या कैसे क्यों कब कहाँ मैं मुझे मेरा आप हम तुम एक कि तो भी ही नहीं कृपया बताइए बताओ
    समझाइए समझाओ लिखो लिखिए नमस्ते करें करना करते कर सकता सकते हूँ लिए बारे चाहिए धन्यवाद`,
  tr: `mısın mısınız hazırla hazırlar ve bir bu şu o ile için de da mi mı mu mü ne nasıl neden niçin nerede hangi kim ben bana beni sen siz biz çok daha gibi olarak ama
    fakat veya ya lütfen merhaba selam yardım eder misin misiniz bilir açıkla açıklar yaz yazar anlat anlatır var yok olan nedir`,
  pl: `i w na z do o po za od dla jak co czy jest są to ten ta te się nie tak ale lub albo przez przy mi mnie mój ja ty on ona my wy
    proszę cześć hej dzień dobry dziękuję możesz mógłbyś pomóż wyjaśnij napisz powiedz dlaczego gdzie kiedy który która które jakie
    jaki jaka mam chcę chciałbym działa`,
  vi: `và là của có cho với trong các một những được này đó thì mà ở khi như tôi bạn mình hãy giúp xin chào vui lòng làm sao thế nào tại
    gì không ơi nhé ạ giải thích viết về cách nên muốn`,
  sv: `och i att det som en ett på är av för med till den har de inte om jag du vi man hur vad varför när var kan kunna skulle vill mig
    min hej tack snälla hjälp hjälpa förklara skriv fungerar ska`,
  uk: `і й та в у на з із до що як це не за від для про по але чи або є був я ти ви ми мені мене мій будь ласка привіт поясни напиши
    допоможи розкажи чому коли де який яка яке які можеш працює`,
} as const

const sets: readonly ReadonlySet<string>[] = Object.values(lists).map((words) => new Set(words.split(/\s+/u)))

/** The stop words of the language that a text, as a list of lower-case words, is most likely in. */
export function stopWordsFor(words: readonly string[]): ReadonlySet<string> {
  let best: ReadonlySet<string> = sets[0] ?? new Set()
  let most = 0
  for (const set of sets) {
    const hits = words.filter((word) => set.has(word)).length
    if (hits > most) {
      most = hits
      best = set
    }
  }
  return best
}
