// The engine in its own thread: it may take long, be stopped, or end by a file that nobody foresaw.
import { zipSync } from 'fflate'

/* global wasm_bindgen */
let scored = null

const file = (given) => (given ? new wasm_bindgen.File(given.name, new Uint8Array(given.bytes)) : undefined)
const basis = ({ year, rules, list, old }) => new wasm_bindgen.Basis(year, file(rules), file(list), file(old))
const made = ({ name, bytes, told }) => ({ name, bytes, told: told && JSON.parse(told) })
const content = (item) => item.bytes || scored.file(item.kind, item.at || 0)

const OPS = {
  version: () => wasm_bindgen.version(),
  settings: () => JSON.parse(wasm_bindgen.settings()),
  score({ given, last }, tick) {
    if (scored) scored.free()
    scored = null
    const found = []
    const one = file(given)
    scored = new wasm_bindgen.Scored(one, file(last), (words) => tick(found.push(words), last ? 5 : 4, found))
    one.free()
    return JSON.parse(scored.asked('overview', '[]'))
  },
  example: (args, tick) => OPS.score({ given: { name: '样例.xlsx', bytes: wasm_bindgen.example() } }, tick),
  writeAs({ values, date, open }) {
    scored.write_as(values, date, open)
    return JSON.parse(scored.outputs())
  },
  ask: ({ what, args }) => JSON.parse(what === 'trial' ? scored.trial(...args) : scored.asked(what, JSON.stringify(args))),
  opinion: ({ table, at, corrections, word }) => scored.opinion(table, at, corrections, word),
  judgeSheets: ({ names, count, inOne }) => scored.judge_sheets(names, count, inOne).map(made),
  judged: ({ files, names, count, partial }) => made(scored.judged(files.map(file), names, count, partial)),
  make: (item) => content(item),
  zip({ items }, tick) {
    const files = {}
    items.forEach((item, at) => {
      files[item.name] = content(item)
      tick(at + 1, items.length)
    })
    // they are packed already; the date is always the same
    return zipSync(files, { level: 0, mtime: new Date(2024, 0, 1) })
  },
  collect({ files, folder, ...by }, tick) {
    let done = 0
    const contents = files.map((one) => new Uint8Array(one.bytes))
    return made(wasm_bindgen.collected(files.map((one) => one.name), contents, folder, basis(by), (of) => tick(++done, of)))
  },
  template: (by) => made(wasm_bindgen.template(basis(by))),
  forms: ({ word, ...by }) => wasm_bindgen.forms(basis(by), word).map(made),
  ledger: ({ given }) => made(wasm_bindgen.with_ledger(file(given))),
  readings: ({ given }) => made(wasm_bindgen.readings(file(given))),
  against: ({ first, second }) => JSON.parse(wasm_bindgen.against(file(first), file(second))),
  compare: ({ before, after }) => made(wasm_bindgen.compared(file(before), file(after))),
  read: ({ text, points, target, tries, settings }) => JSON.parse(wasm_bindgen.reading(text, points, target, tries, settings)),
}

let instance = null

self.onmessage = ({ data }) => {
  const { id, op, args } = data
  if (op === 'start') {
    instance = wasm_bindgen.initSync({ module: args })
    return self.postMessage({ id, value: true })
  }
  const tick = (done, of, found) => self.postMessage({ id, tick: { done, of, found } })
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
