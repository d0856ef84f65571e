/** Words that say little of what a conversation is about, by language: small words, and those people ask with. */
const lists = {
  en: `a about above after again all also am an and any are as at be because been before being below between both but by
    can cannot could did do does doing don't down during each else even ever every few for from further get give go got had
    has have having he hello help her here hers hey hi him his how however i i'd i'll i'm i've if in into is isn't it it's
    its just know let let's like make many may maybe me might more most much must my need needs no nor not now of off ok okay
    on once one only or other our out over own please quite really same say see shall she should so some something still such
    tell than thank thanks that that's the their them then there these they thing things think this those though through to
    too try under until up us use using very want was we well were what what's when where which while who why will with
    without would write yes yet you you're your explain show find best good way ways difference mean means work works`,
  de: `ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist bitte da dabei
    dafür damit danke dann das dass dein deine dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort
    du durch ein eine einem einen einer eines er es etwas euch euer für gegen geben gib gibt hab habe haben hallo hast hat
    hatte hätte hier hilf hilfe ich ihm ihn ihnen ihr ihre im in ins ist ja jede jeder jedes jetzt kann kannst kein keine
    können könnte könntest machen mach man mehr mein meine meinem meinen meiner mich mir mit möchte muss nach nein nicht nichts
    noch nun nur ob oder ohne schon schreib sehr sein seine sich sie sind so soll sollte über um und uns unser unter viel vom
    von vor wann war waren warum was weil weiß welche welcher welches wenn wer werden wie wieder will wir wird wo wurde würde
    zu zum zur erkläre zeig unterschied zwischen`,
  fr: `à afin ai aide aider alors après as au aucun aussi autre aux avec avez avoir bien bonjour c'est car ce cela ces cet
    cette ceux chez comme comment dans de des donc du elle elles en encore entre est et être eu fait faire il ils j'ai je la le
    les leur leurs lui ma mais me merci mes moi mon ne nos notre nous on ou où par pas peu peut peux plus pour pourquoi
    pouvez-vous quand que quel quelle quelles quels qui sa sans se ses si son sont sous sur ta tes toi ton tous tout toute très
    tu un une va veux voici votre vous y explique écris donne différence`,
  es: `a al algo algunas algunos ante antes ayuda ayúdame bien cada como cómo con contra cual cuál cuando cuándo de del desde
    donde dónde dos el él ella ellos en entre era es esa ese eso esta está están este esto estos fue gracias ha hacer hasta hay
    hola la las le les lo los más me mi mis mucho muy nada ni no nos nosotros o otra otro para pero poco por porque porqué puede
    puedes que qué quién quiero se ser si sí sin sobre son su sus también tan te tengo ti tiene todo todos tu tus un una uno unos
    y ya yo explica escribe dame diferencia favor`,
  pt: `a ajuda ao aos aquela aquele as até com como da das de dela dele depois do dos e ela ele em entre era essa esse esta está
    estão este eu faz fazer foi há isso isto já lhe mais mas me mesmo meu meus minha muito na não nas nem no nos nós num o
    obrigado olá onde os ou para pela pelo pode por porque qual quando que quem quero se sem ser seu seus só sua são também te
    tem tenho ter tu um uma você explique escreva diferença`,
  it: `a ad agli ai al alla alle allo anche aiuto aiutami c'è che chi ci ciao come con cosa cui da dal dalla dei del della delle
    di dove e è ed era essere fare gli grazie ha hai hanno ho i il in io la le lei lo loro lui ma me mi mia mio molto ne nel nella
    no noi non nostro o per perché più può puoi quale quando quello questa questo qui se sei si sì sono su sua suo te ti tra tu
    tutti tutto un una uno vi voglio voi spiega scrivi differenza`,
  nl: `aan al alle als altijd ben bij dan dat de der deze die dit doen door dus een en er geen haar had hallo heb hebben heeft
    help het hier hij hoe hun ik in is ja je jij jou kan kun kunt maar me meer met mij mijn moet na naar niet nog nu of om omdat
    ons ook op over te toch toen tot u uit van veel voor waar waarom wat we wel welke werd wie wij wil worden zal ze zelf zich zij
    zijn zo zonder zou leg schrijf verschil`,
  ru: `а без более бы был была были было быть в вам вас весь во вот все всего вы где да даже для до его ее если есть ещё еще же за
    здравствуйте и из или им их к как какая какие какой когда кто ли либо меня мне много может можно мой моя мы на надо нам нас не
    него нет ни них но ну о об однако он она они оно от очень по под пожалуйста помоги после потому почему при привет про с сам
    свой себя со спасибо так также такой там тебя тем то того тоже той только том ты у уже хочу хотя чего чей чем что чтобы эта эти
    это этого я объясни напиши разница между`,
  zh: `的 了 是 在 我 你 您 他 她 它 们 我们 你们 他们 这 那 这个 那个 这些 那些 和 与 或 及 也 都 就 而 但 但是 因为 所以 如果 怎么 怎样
    如何 什么 为什么 吗 呢 吧 啊 请 请问 帮 帮我 帮忙 能 可以 能否 会 要 想 想要 需要 给 给我 让 把 被 有 没有 没 不 很 一个 一些 一下 一 个 种 以及
    关于 对 对于 从 到 用 使用 写 解释 告诉 说 谢谢 你好 您好 之间 區別 区别 請 請問 幫 幫我 嗎 這 個 這個 什麼 怎麼 為什麼 說`,
  ja: `の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その あっ よう また もの あり
    まで られ なる へ か だ これ によって により おり より による ず なり られる において ば なかっ なく しかし について せ だっ できる それ う ので なお
    のみ でき き つ における および いう さらに でも ら たり その他 に関する たち ます です ください 下さい 教え 教えて どう どうやって 何 なぜ 私 あなた
    お願い ありがとう こんにちは という とは って ね よ くだ さい 方法 違い 書い 書いて 説明 して ましょう`,
  ko: `은 는 이 가 을 를 에 의 도 로 으로 와 과 에서 에게 한 하는 하고 할 것 수 있는 있다 어떻게 무엇 왜 좀 제발 해줘 주세요 해주세요 알려줘 알려주세요
    그 이것 저 나 저는 나는 내 너 안녕 안녕하세요 감사합니다 대해 대한 그리고 하지만 또는`,
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
