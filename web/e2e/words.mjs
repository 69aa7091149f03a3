// What the people of the story say, in each language. The firm and its machine are invented.

const SAID = {
  "zh-Hans": {
    title: "高速电主轴轴承早期磨损",
    problem: "主轴在每分钟一万二千转下运行约五百小时后,轴承滚道出现早期磨损,加工面粗糙度变差。",
    current_state: "现用角接触球轴承,脂润滑,平均五百小时更换一次。",
    tried: "换过两种润滑脂,寿命没有明显变化。",
    expected: "改进后的轴承方案与三套样件。",
    conditions: "有一台主轴试验台和振动采集设备。",
    rows: [["轴承寿命", "500", "1500", "h", "连续运转试验"], ["表面粗糙度", "1.6", "0.8", "μm", "轮廓仪测量"]],
    person: "陈工",
    firm: "澜石精密机床",
    field: "indicators.0.target",
    question: "轴承寿命的目标值在什么转速和载荷下测得?",
    reply: "在每分钟一万二千转、径向载荷两千牛下测得。",
    summary: "某机床企业求解高速电主轴轴承早期磨损问题,目标寿命提高到一千五百小时。",
  },
  "zh-Hant": {
    title: "高速電主軸軸承早期磨損",
    problem: "主軸在每分鐘一萬二千轉下運行約五百小時後,軸承滾道出現早期磨損,加工面粗糙度變差。",
    current_state: "現用角接觸滾珠軸承,脂潤滑,平均五百小時更換一次。",
    tried: "換過兩種潤滑脂,壽命沒有明顯變化。",
    expected: "改進後的軸承方案與三套樣件。",
    conditions: "有一台主軸試驗台和振動採集設備。",
    rows: [["軸承壽命", "500", "1500", "h", "連續運轉試驗"], ["表面粗糙度", "1.6", "0.8", "μm", "輪廓儀量測"]],
    person: "陳工",
    firm: "瀾石精密機床",
    field: "indicators.0.target",
    question: "軸承壽命的目標值在什麼轉速和載荷下測得?",
    reply: "在每分鐘一萬二千轉、徑向載荷兩千牛下測得。",
    summary: "某機床企業求解高速電主軸軸承早期磨損問題,目標壽命提高到一千五百小時。",
  },
  en: {
    title: "Early bearing wear in a high-speed motor spindle",
    problem: "After about 500 hours at 12,000 rpm the raceways of the spindle bearings wear and the machined surface gets rough.",
    current_state: "Angular contact ball bearings with grease, replaced every 500 hours on average.",
    tried: "Two other greases, without a clear change in life.",
    expected: "An improved bearing arrangement and three sample sets.",
    conditions: "A spindle test bench and vibration recording are at hand.",
    rows: [["bearing life", "500", "1500", "h", "continuous run"], ["surface roughness", "1.6", "0.8", "μm", "profilometer"]],
    person: "Mr Chen",
    firm: "Lanshi Precision Machine Tools",
    field: "indicators.0.target",
    question: "At which speed and load is the target life measured?",
    reply: "At 12,000 rpm and a radial load of 2,000 N.",
    summary: "A machine-tool maker looks for a way to raise the life of high-speed spindle bearings to 1,500 hours.",
  },
};

/** Gives a need as form fields, told apart by `stamp`. */
export function needIn(lang, stamp) {
  const said = SAID[lang];
  const rows = said.rows.flatMap(([name, now, target, unit, test_method], at) =>
    Object.entries({ name, now, target, unit, test_method, comparison: at === 0 ? "at_least" : "at_most", must: true })
      .map(([field, value]) => [`indicators.${at}.${field}`, value]));
  return {
    title: `${said.title} ${stamp}`,
    problem: said.problem,
    current_state: said.current_state,
    tried: said.tried,
    expected: said.expected,
    conditions: said.conditions,
    ...Object.fromEntries(rows),
    modes: ["development"],
    "budget.kind": "to_discuss",
    wanted_by: "2030-06-30",
    contact_name: said.person,
    contact_phone: "13800138000",
    decision_owner: said.person,
    level: "verified",
  };
}

/** Gives the text that the company consents to. */
export function publicTextIn(lang, stamp) {
  const { title, summary } = SAID[lang];
  return { title: `${title} ${stamp}`, summary, title_en: `${SAID.en.title} ${stamp}`, summary_en: SAID.en.summary };
}

/** Gives the broker's question, its field, and the company's answer. */
export function question(lang) {
  const { field, question, reply } = SAID[lang];
  return { field, question, reply };
}

/** Gives the codes that a broker fills in for a company. */
export function codes() {
  return { industry: "342", field: "bearings-tribology", technical_field: "bearings-tribology" };
}

/** Gives what a broker settles at approval. */
export function ready() {
  return { review_by: "2030-12-31", organisation: "new" };
}

/** Gives how an act of the company reached the broker; stamped paper brings its scan. */
export function behalf(lang, channel) {
  const scan = { name: "consent.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") };
  return {
    "on_behalf.channel": channel,
    "on_behalf.person": SAID[lang].person,
    organisation_name: SAID[lang].firm,
    "on_behalf.proof.kind": channel === "stamped_paper" ? "scan" : "word",
    ...(channel === "stamped_paper" ? { "on_behalf.proof.file": scan } : {}),
  };
}

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
