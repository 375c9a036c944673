// The engine in its own thread: it may take long, be stopped, or end by a file that nobody foresaw.
import { zipSync } from 'fflate'

/* global wasm_bindgen */
let scored = null
let collection = null

const file = (given) => (given ? new wasm_bindgen.File(given.name, new Uint8Array(given.bytes)) : undefined)
const dropped = (old) => { if (old) old.free() }
const made = (one) => ({ name: one.name(), bytes: one.bytes(), told: one.told() })

// What a file of the result is made by.
const MAKE = {
  result: () => scored.result(),
  annex: () => scored.annex(),
  form: ({ at }) => scored.form(at, false),
  forms: () => scored.form(0, true),
  document: ({ at }) => scored.document(at),
  reading: () => scored.read_back(),
}

const OPS = {
  version: () => wasm_bindgen.version(),
  settings: () => JSON.parse(wasm_bindgen.settings()),
  score({ given, last }) {
    dropped(scored)
    scored = null
    const one = file(given)
    scored = new wasm_bindgen.Scored(one, file(last))
    one.free()
    return JSON.parse(scored.overview())
  },
  example: () => OPS.score({ given: { name: '样例.xlsx', bytes: wasm_bindgen.example() } }),
  writeAs({ values, date, open }) {
    scored.write_as(values, date, open)
    return JSON.parse(scored.outputs())
  },
  ask: ({ what, args }) => JSON.parse(scored[what](...args)),
  judgeSheets: ({ names }) => scored.judge_sheets(names).map(made),
  judged({ files, names, partial }) {
    const one = made(scored.judged(files.map((file) => file.name), files.map((file) => new Uint8Array(file.bytes)), names, partial))
    return { ...one, told: JSON.parse(one.told) }
  },
  opinion: ({ table, at, corrections, word }) => scored.opinion(table, at, corrections, word),
  make: (item) => MAKE[item.kind](item),
  zip({ items }, tick) {
    const files = {}
    items.forEach((item, at) => {
      files[item.name] = item.bytes || MAKE[item.kind](item)
      tick(at + 1, items.length)
    })
    // they are packed already; the date is always the same
    return zipSync(files, { level: 0, mtime: new Date(2024, 0, 1) })
  },
  collect({ files, folder, year, rules, departments }, tick) {
    let done = 0
    const by = new wasm_bindgen.Given(year, file(rules), file(departments))
    const contents = files.map((one) => new Uint8Array(one.bytes))
    dropped(collection)
    collection = null
    collection = wasm_bindgen.collected(files.map((one) => one.name), contents, folder, by, () => tick(++done, files.length))
    return JSON.parse(collection.told())
  },
  collection: () => made(collection.made()),
  template: ({ year, rules, old, departments }) => made(wasm_bindgen.template(year, file(rules), file(old), file(departments))),
  forms: ({ year, rules, word }) => wasm_bindgen.forms(year, file(rules), word).map(made),
  compare({ before, after }) {
    const one = made(wasm_bindgen.compared(file(before), file(after)))
    return { ...one, told: JSON.parse(one.told) }
  },
  read: ({ text, points, target, tries, settings }) => JSON.parse(wasm_bindgen.reading(text, points, target, tries, settings)),
}

let instance = null

self.onmessage = ({ data }) => {
  const { id, op, args } = data
  if (op === 'start') {
    instance = wasm_bindgen.initSync({ module: args })
    return self.postMessage({ id, value: true })
  }
  const tick = (done, of) => self.postMessage({ id, tick: { done, of } })
  try {
    const value = OPS[op](args || {}, tick)
    self.memory = instance.memory.buffer.byteLength // for whoever measures
    const bytes = value && (value instanceof Uint8Array ? value : value.bytes)
    self.postMessage({ id, value }, bytes ? [bytes.buffer] : [])
  } catch (error) {
    // a refusal is JSON; anything else is the end of this instance
    if (typeof error === 'string') self.postMessage({ id, refused: JSON.parse(error) })
    else self.postMessage({ id, died: String((error && error.message) || error) })
  }
}
