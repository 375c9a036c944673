// The other end of the Worker: asks, waits, stops, and starts it again.
let worker = null
let waiting = new Map()
let next = 1
let started = null
let module = null

/** The program is in the page as gzip in base64. */
async function compiled() {
  const text = document.getElementById('engine').textContent.trim()
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  return WebAssembly.compile(await new Response(stream).arrayBuffer())
}

function settle({ data }) {
  const one = waiting.get(data.id)
  if (!one) return
  if (data.tick) return one.tick && one.tick(data.tick)
  waiting.delete(data.id)
  if ('value' in data) return one.resolve(data.value)
  if (data.refused) return one.reject(data.refused)
  died(data.died, [one, ...waiting.values()])
}

/** A reading library gave up, or the memory was not enough: nothing of that instance is used again. */
function died(words, asked) {
  waiting = new Map()
  stop()
  for (const one of asked) one.reject({
    what: '程序读这个文件时中断，没有结果。',
    steps: ['请用 Excel 或 WPS 打开这个文件，另存为 .xlsx，再试一次。', '文件很大的，请先删去图片和无关的工作表。', '程序已重新启动，其他文件可以接着办。'],
    technical: words,
  })
}

async function start() {
  module = module || compiled()
  const code = document.getElementById('worker').textContent
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
  const mine = new Worker(url)
  worker = mine
  mine.onmessage = settle
  mine.onerror = (event) => {
    event.preventDefault()
    died(event.message || 'Worker', Array.from(waiting.values()))
  }
  await send('start', await module)
  URL.revokeObjectURL(url)
}

function send(op, args, tick, transfer) {
  return new Promise((resolve, reject) => {
    waiting.set(next, { resolve, reject, tick })
    worker.postMessage({ id: next, op, args }, transfer || [])
    next += 1
  })
}

/** Asks the engine; `tick` hears how far it is. */
export async function ask(op, args, tick) {
  started = started || start()
  await started
  return send(op, args, tick)
}

const ended = []

/** Hears when the engine ends: what it held of a file is gone. */
export const onEnd = (heard) => ended.push(heard)

/** Ends what runs; nothing of it is left. */
export function stop() {
  if (worker) worker.terminate()
  for (const one of waiting.values()) one.reject({ stopped: true })
  waiting = new Map()
  worker = null
  started = null
  ended.forEach((heard) => heard())
}

/** A file that was chosen, as the engine takes it. */
export async function given(file) {
  if (!file) return null
  try {
    return { name: file.name, bytes: await file.arrayBuffer() }
  } catch (error) {
    throw { what: `读不了“${file.name}”。`, steps: ['文件可能已改动、移走，或正被别的程序占用。请重新选择这个文件。'], technical: String(error) }
  }
}

/** Puts bytes into the folder of downloads. */
export function save(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.appendChild(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60000)
}

/** What is missing in this browser; empty where it will do. */
export function lacking() {
  const needs = { WebAssembly: window.WebAssembly, Worker: window.Worker, 解压: window.DecompressionStream }
  return Object.keys(needs).filter((name) => !needs[name])
}
