// Small parts that every screen uses.
import { useEffect, useRef, useState } from 'preact/hooks'

export const Tag = ({ kind, children }) => <span class={`t ${kind || ''}`}>{children}</span>

const KINDS = { 优秀: 'ok', 良好: '', 合格: '', 不合格: 'bad' }
export const Grade = ({ name }) => <Tag kind={name.includes('～') ? 'wait' : KINDS[name]}>{name}</Tag>

/** What a reader of screens hears. */
export function say(words) {
  document.getElementById('live').textContent = words
}

function copied(text) {
  const old = () => {
    const box = document.createElement('textarea')
    box.value = text
    document.body.appendChild(box)
    box.select()
    document.execCommand('copy')
    box.remove()
  }
  if (navigator.clipboard) navigator.clipboard.writeText(text).catch(old)
  else old()
  say(`已复制 ${text}`)
}

export const Cell = ({ at }) => (at ? <button class="cell" title="在工作簿中的位置，按一下复制" aria-label={`单元格 ${at}，复制位置`} onClick={() => copied(at)}>{at}</button> : '—')

/** A calculation: its cells 〔K26〕 become buttons. */
export const Process = ({ text }) => text.split(/〔([^〕]*)〕/).map((part, at) => (at % 2 ? <span> <Cell at={part} /> </span> : part))

/** Marks with two places, as in 排名; — where there are none. */
export const two = (marks) => (marks == null ? '—' : Number(marks).toFixed(2))
export const minus = (marks) => String(marks).replace(/^-/, '−')

export function deviation(row) {
  if (row.self_total == null) return '未报'
  if (row.deviation == null) return '—'
  const by = Number(row.deviation)
  return by === 0 ? '一致' : `${by > 0 ? '多评' : '少评'} ${Math.abs(by).toFixed(2)}`
}

/** A head: [name, class, key by which one sorts]. */
export function Heads({ heads, sort, onSort }) {
  return (
    <thead>
      <tr>
        {heads.map(([name, kind, key]) => {
          const on = sort && key && sort[0] === key
          const order = on ? (sort[1] > 0 ? 'ascending' : 'descending') : undefined
          return (
            <th scope="col" class={kind} data-l={key ? name : undefined} aria-sort={order}>
              {key ? <button onClick={() => onSort(key)}>{name} <span aria-hidden="true">{on ? (sort[1] > 0 ? '▲' : '▼') : '↕'}</span></button> : name}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

export function Select({ label, value, all, onChange }) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {all.map((one) => (Array.isArray(one) ? <option value={one[0]}>{one[1]}</option> : <option>{one}</option>))}
      </select>
    </label>
  )
}

export const Note = ({ kind, children, role }) => <div class={`note ${kind || ''}`} role={role}>{children}</div>

/** Chooses files by a real button; `folder` chooses a folder. */
export function Choose({ children, onFiles, many, folder, kind, accept }) {
  const input = useRef()
  useEffect(() => {
    if (folder) input.current.webkitdirectory = true
  }, [])
  const chosen = (event) => {
    const files = Array.from(event.target.files)
    event.target.value = ''
    if (files.length) onFiles(files.map((file) => (file.webkitRelativePath ? placed(file, file.webkitRelativePath) : file)))
  }
  return (
    <>
      <button class={kind} onClick={() => input.current.click()}>{children}</button>
      <input ref={input} type="file" hidden multiple={many} accept={accept} onChange={chosen} />
    </>
  )
}

/** A file knows where in the folder it lay: 一科/市财政局.xlsx. */
function placed(file, path) {
  file.folder = path.split('/')[0]
  file.path = path.split('/').slice(1).join('/')
  return file
}

async function walk(entry, found) {
  if (entry.isFile) {
    found.push(await new Promise((resolve, reject) => entry.file((file) => resolve(placed(file, entry.fullPath.slice(1))), reject)))
    return
  }
  const reader = entry.createReader()
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    if (!entries.length) return
    for (const one of entries) await walk(one, found)
  }
}

/** The files that were dropped, and whether a folder was among them. */
async function dropped(event) {
  const entries = Array.from(event.dataTransfer.items || [], (item) => item.webkitGetAsEntry && item.webkitGetAsEntry())
  if (!entries.some((entry) => entry && entry.isDirectory)) return [Array.from(event.dataTransfer.files), false]
  const found = []
  for (const entry of entries) if (entry) await walk(entry, found)
  return [found, true]
}

export function Drop({ title, children, onFiles, off }) {
  const [over, setOver] = useState(false)
  const drop = async (event) => {
    event.preventDefault()
    setOver(false)
    const [files, folder] = await dropped(event)
    if (files.length && !off) onFiles(files, folder)
  }
  return (
    <div class={`drop ${over ? 'over' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <h2>{over ? '松开即开始' : title}</h2>
      {children}
    </div>
  )
}

/** Why something was not done, and what to do. */
export function Refusal({ error, name }) {
  return (
    <section role="alert">
      <h1 style="color:var(--bad)">✕ {error.faults ? `没有评分：工作簿有 ${error.faults.length} 处问题，请全部改好后重新评分` : '没有办成'}</h1>
      {name && <p class="s">文件：{name}</p>}
      {error.what && <p class="words"><b>{error.what}</b></p>}
      {error.steps && <ol class="steps">{error.steps.map((step) => <li>{step}</li>)}</ol>}
      {error.faults && <Findings all={error.faults} />}
      <Note>您的原文件没有改动。其他文件不受影响，可以接着办。</Note>
      {error.technical && <details><summary>给技术人员的信息（不含表内数据）</summary><p class="s">{error.technical}　{navigator.userAgent}</p></details>}
    </section>
  )
}

/** Findings in full. */
export function Findings({ all }) {
  return (
    <table>
      <Heads heads={[['位置'], ['指标'], ['应为'], ['实际'], ['怎么办']]} />
      <tbody>
        {all.map((one) => (
          <tr><td><Cell at={one.place} /></td><td>{one.indicator || one.department || '—'}</td><td>{one.expected}</td><td>{one.title ? `${one.title}：` : ''}{one.found}</td><td>{one.advice}</td></tr>
        ))}
      </tbody>
    </table>
  )
}

/** A page of a long list. */
export function Pager({ from, count, size, unit, onPage }) {
  if (count <= size) return null
  return (
    <p class="row np">
      <button disabled={from === 0} onClick={() => onPage(from - size)}>上一页</button>
      <span>第 {from + 1}～{Math.min(from + size, count)} {unit}，共 {count.toLocaleString('en-US')}</span>
      <button disabled={from + size >= count} onClick={() => onPage(from + size)}>下一页</button>
    </p>
  )
}

/** What runs: words, a bar where it is known how far it is, the time, 停止. */
export function Working({ title, tick, onStop }) {
  const [seconds, setSeconds] = useState(0)
  const begun = useRef(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setSeconds((Date.now() - begun.current) / 1000), 300)
    return () => clearInterval(timer)
  }, [])
  const tenth = tick && Math.floor((tick.done / tick.of) * 10)
  useEffect(() => { if (tenth) say(`已完成${tenth}成`) }, [tenth])
  if (seconds < 0.3) return <div aria-busy="true" />
  const left = tick && tick.done ? Math.ceil((seconds / tick.done) * (tick.of - tick.done)) : 0
  return (
    <section class="p" style="max-width:860px;margin:24px auto">
      <div class="row hd"><h1>{title}</h1><button class="r" onClick={onStop}>停止</button></div>
      <div class="bar" role="progressbar" aria-label={title} aria-valuenow={tick && tick.done} aria-valuemin="0" aria-valuemax={tick && tick.of}><i class={tick ? '' : 'going'} style={tick && `width:${(tick.done / tick.of) * 100}%`} /></div>
      <p class="s row">
        <span>已用 {Math.round(seconds)} 秒{left > 0 && seconds > 10 ? `，大约还要 ${left} 秒` : ''}</span>
        {tick && <b class="r">{tick.done} / {tick.of}</b>}
      </p>
      <Note>可以切换到别的窗口。按“停止”不会留下半份结果，原文件不会改动。</Note>
    </section>
  )
}

/** What runs, and how it ended; one job at a time. */
export function useJob() {
  const [job, setJob] = useState({})
  const run = async (title, work) => {
    setJob({ title, running: true })
    try {
      const value = await work((tick) => setJob({ title, running: true, tick }))
      setJob({ value })
      return value
    } catch (error) {
      setJob(error.stopped ? { stopped: true } : { error: error.what || error.faults ? error : { what: '程序出错，没有结果。', steps: ['请换一个文件再试；仍不行的，请把下面的信息交给技术人员。'], technical: String(error.stack || error) } })
      if (error.stopped) say('已停止')
      return null
    }
  }
  return [job, run, setJob]
}
