// The page of `./dev bench search`: fills the inbox's database and asks the search worker, as the leading tab does.
const LOW = 1;

const request = (it) =>
  new Promise((resolve, reject) => {
    it.onsuccess = () => resolve(it.result);
    it.onerror = () => reject(it.error);
  });

function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// Words as German makes them: few are in every second message, most are compounds that hardly anybody writes twice.
function vocabulary(draw, size) {
  const parts = ["hoch", "zeit", "torte", "bäcker", "brot", "geburt", "tag", "straße", "kirsch", "apfel", "kuchen", "über", "raum", "laden",
    "glas", "wasser", "fenster", "garten", "schrank", "möbel", "küche", "platz", "schuh", "werk", "stück", "freund", "nachbar", "sommer", "winter", "fest"];
  const ends = ["", "n", "s", "en", "er", "chen", "ung", "lich", "isch", "heit"];
  const words = new Set(["und", "ich", "die", "der", "bitte", "wir", "für", "das", "haben", "guten", "Tag", "danke"]);
  const letters = "abcdefghiklmnoprstuwz";
  while (words.size < size) {
    const own = Array.from({ length: 2 + Math.floor(draw() * 3) }, () => letters[Math.floor(draw() * letters.length)]).join("");
    const pick = (from) => from[Math.floor(draw() * from.length)];
    words.add(pick(parts) + (draw() < 0.7 ? pick(parts) : own) + (draw() < 0.5 ? own : "") + pick(ends));
  }
  return [...words];
}

window.fill = async (messages, talks, words) => {
  const draw = seeded(12);
  const known = vocabulary(draw, words);
  // Zipf: the rank of a word is even on a logarithmic scale.
  const word = () => known[Math.floor(known.length ** draw()) - 1];
  const open = indexedDB.open("tresen-inbox", 1);
  open.onupgradeneeded = () => {
    const db = open.result;
    db.createObjectStore("state");
    const rows = db.createObjectStore("rows", { keyPath: ["conversation", "pos"] });
    rows.createIndex("num", ["conversation", "device", "num"]);
    rows.createIndex("hash", ["conversation", "hash"]);
    rows.createIndex("message", ["conversation", "device", "counter"]);
    for (const name of ["conversations", "keys", "documents", "list"]) db.createObjectStore(name, { keyPath: "id" });
    db.createObjectStore("outbox", { keyPath: "counter" });
  };
  const db = await request(open);
  const each = Math.floor(messages / talks);
  const sample = [];
  for (let talk = 0; talk < talks; talk++) {
    const id = `talk-${String(talk).padStart(17, "0")}`;
    const tx = db.transaction(["rows", "conversations", "list"], "readwrite", { durability: "relaxed" });
    for (let at = 0; at < each; at++) {
      const text = Array.from({ length: 4 + Math.floor(draw() * 18) }, word).join(" ");
      if (draw() < 0.01) sample.push(text);
      tx.objectStore("rows").put({
        conversation: id, pos: LOW + at, kind: 1, atMs: 1700000000000 + (at * talks + talk) * 60000, device: "device-00000000000000", counter: at + 1, num: at + 1,
        hash: `hash-${talk}-${at}`, prev: null, saw: null, party: at % 2 ? "team" : "customer", person: at % 2 ? 1 : null, spoken: true, doc: null, about: null,
        refers: null, payload: { kind: "text", text }, trouble: null, epoch: 1, entry: null,
      });
    }
    const none = { delivered: 0, read: 0 };
    tx.objectStore("conversations").put({ id, low: LOW, high: each, epoch: 1, seen: { pos: 0, hash: null }, sent: { num: 0, hash: null }, customer: none, team: none, wanted: none });
    tx.objectStore("list").put({ id, state: "open", assigned: null, autoOff: false, createdMs: 1, lastMs: 2, head: each, unread: 0, customer: none, team: none,
      lastEvent: null, lastPos: 0, cardEvent: null, cardPos: 0, last: null, name: `Kunde ${talk}` });
    await new Promise((done) => { tx.oncomplete = done; });
  }
  db.close();
  return sample;
};

let worker, next = 1;
const waiting = new Map();

window.start = (address) =>
  new Promise((resolve) => {
    const begin = performance.now();
    window.progress = [];
    worker = new Worker(address);
    worker.onmessage = ({ data }) => {
      if (data.t === "reading") window.progress.push(data.reading);
      if (data.t === "answer") { waiting.get(data.id)(data.value); waiting.delete(data.id); }
    };
    worker.postMessage({ t: "open", room: "room" });
    call("complete", null).then(() => resolve(performance.now() - begin));
  });

window.stop = () => worker.terminate();

const call = (name, arg) =>
  new Promise((resolve) => {
    const id = next++;
    waiting.set(id, resolve);
    worker.postMessage({ t: "call", id, name, arg });
  });

window.ask = async (queries) => {
  const times = [];
  let found = 0;
  for (const query of queries) {
    const begin = performance.now();
    const answer = await call("search", { query, within: {}, labels: {}, most: 40 });
    times.push(performance.now() - begin);
    found += answer.found.length > 0;
  }
  return { times, found };
};

// One message more in one conversation: until it is found.
window.add = async () => {
  const db = await request(indexedDB.open("tresen-inbox", 1));
  const id = "talk-00000000000000000";
  const tx = db.transaction(["rows", "conversations"], "readwrite");
  const state = await request(tx.objectStore("conversations").get(id));
  const row = await request(tx.objectStore("rows").get([id, LOW]));
  tx.objectStore("rows").put({ ...row, pos: state.high + 1, hash: "new", payload: { kind: "text", text: "Flaschenposttaufe" } });
  tx.objectStore("conversations").put({ ...state, high: state.high + 1 });
  await new Promise((done) => { tx.oncomplete = done; });
  db.close();
  const begin = performance.now();
  worker.postMessage({ t: "touch", conversation: id });
  for (;;) {
    const { found } = await call("search", { query: "flaschenposttaufe", within: {}, labels: {}, most: 1 });
    if (found.length > 0) return performance.now() - begin;
  }
};

window.stored = async () => {
  const db = await request(indexedDB.open("tresen-inbox", 1));
  const parts = await request(db.transaction("state").objectStore("state").getAll(IDBKeyRange.bound("search:", "search:\uffff")));
  db.close();
  return parts.reduce((sum, { words, entries }) => sum + words.length + entries.length, 0);
};

window.memory = async () => {
  const { breakdown } = await performance.measureUserAgentSpecificMemory();
  return breakdown
    .filter(({ attribution }) => attribution.some(({ scope }) => scope === "DedicatedWorkerGlobalScope"))
    .reduce((sum, { bytes }) => sum + bytes, 0);
};
