// Small parts that every screen uses.
import { useEffect, useRef, useState } from 'preact/hooks'
import { save } from './engine.js'

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
function Heads({ heads, sort, onSort }) {
  return (
    <thead>
      <tr>
        {heads.map(([name, kind, key]) => {
          const order = sort && key && sort[0] === key ? (sort[1] > 0 ? 'ascending' : 'descending') : undefined
          return (
            <th scope="col" class={kind} data-l={key ? name : undefined} aria-sort={order}>
              {key ? <button onClick={() => onSort(key)}>{name} <span aria-hidden="true">{{ ascending: '▲', descending: '▼' }[order] || '↕'}</span></button> : name}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

/** A table: each row is its cells, which have the classes of their heads, or a row that is ready. */
export function Table({ caption, heads, rows, sort, onSort, kind, id, classOf }) {
  return (
    <table class={kind} id={id}>
      {caption && <caption>{caption}</caption>}
      <Heads heads={heads} sort={sort} onSort={onSort} />
      <tbody>{rows.map((row, at) => (Array.isArray(row) ? <tr class={classOf && classOf(at)}>{row.map((cell, col) => <td class={heads[col][1]}>{cell}</td>)}</tr> : row))}</tbody>
    </table>
  )
}

export const Field = ({ label, onChange, ...more }) => <label>{label} <input {...more} onInput={(event) => onChange(event.target.value)} /></label>
export const Box = ({ on, onChange, children }) => <label><input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} /> {children}</label>

export function Select({ label, value, all, onChange }) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {all.map((one) => <option>{one}</option>)}
      </select>
    </label>
  )
}

export const Note = ({ kind, children, role }) => <div class={`note ${kind || ''}`} role={role}>{children}</div>

/** Chooses files by a real button; `folder` chooses a folder. */
export function Choose({ children, onFiles, many, folder, kind, accept, of }) {
  const input = useRef()
  useEffect(() => {
    if (folder) input.current.webkitdirectory = true
  }, [])
  const chosen = (event) => {
    const files = Array.from(event.target.files)
    event.target.value = ''
    if (files.length) onFiles(files.map((file) => placed(file, file.webkitRelativePath)))
  }
  return (
    <>
      <button class={kind} aria-label={of && `${of}：选择…`} onClick={() => input.current.click()}>{children}</button>
      <input ref={input} type="file" hidden multiple={many} accept={accept} onChange={chosen} />
    </>
  )
}

/** A row of a table with a file to be chosen, its name behind the button. */
export function One({ label, file, onFile, accept, none }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td><span class="row">
        <Choose accept={accept} onFiles={([one]) => onFile(one)} of={label}>选择…</Choose>
        {file ? <>✓ {file.name} <button class="lnk" onClick={() => onFile(null)}>不用它</button></> : <span class="s">{none}</span>}
      </span></td>
    </tr>
  )
}

/** Whether two files that were chosen are one. */
export const same = (one, other) => ['path', 'name', 'size', 'lastModified'].every((key) => one[key] === other[key])

/** A file knows where it lay, with the folder: 报送/一科/市财政局.xlsx. */
const placed = (file, path) => Object.assign(file, path.includes('/') && { path })

/** The files below a folder. A page from the disk may read it by its handle alone. */
async function walk(handle, path, found) {
  if (handle.kind === 'file') return found.push(placed(await handle.getFile(), path))
  for await (const one of handle.values()) await walk(one, `${path}/${one.name}`, found)
}

/** The files that were dropped, and whether a folder was among them. */
async function dropped({ items, files }) {
  const all = Array.from(items).filter((item) => item.kind === 'file')
  if (!all.some((item) => (item.webkitGetAsEntry() || {}).isDirectory)) return [Array.from(files), false]
  const found = []
  for (const handle of await Promise.all(all.map((item) => item.getAsFileSystemHandle()))) await walk(handle, handle.name, found)
  return [found, true]
}

export function Drop({ title, children, onFiles, single }) {
  const [over, setOver] = useState(false)
  const [said, setSaid] = useState('')
  const drop = async (event) => {
    event.preventDefault()
    setOver(false)
    const [files, folder] = await dropped(event.dataTransfer).catch(() => [null])
    if (!files) return setSaid('读不了拖进来的文件夹，请到“收集”点“选择文件夹…”。')
    if (!files.length) return setSaid('拖进来的没有文件。')
    if (single && files.length > 1) return setSaid('这里只放一个文件，请只拖一个。')
    setSaid('')
    return onFiles(files, folder)
  }
  return (
    <div class={`drop ${over ? 'over' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <h2>{over ? '松开即开始' : title}</h2>
      {children}
      {said && <Note kind="bad" role="alert">{said}</Note>}
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
  const row = (one) => [<Cell at={one.place} />, one.indicator || one.department || '—', one.expected, `${one.title ? `${one.title}：` : ''}${one.found}`, one.advice]
  return <Table heads={[['位置'], ['指标'], ['应为'], ['实际'], ['怎么办']]} rows={all.map(row)} />
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

/** Puts files into the folder of downloads; what is said of them is kept. */
export function put(files) {
  files.forEach((one) => save(one.name, one.bytes))
  return files.map(({ name, bytes, told }) => ({ name, told, size: Math.max(1, Math.round(bytes.length / 1024)) }))
}

/** What a job that saves files says: how far it is, what was saved, or why not. */
export function Saved({ job, children }) {
  const { running, tick, value, error } = job
  return (
    <>
      <div role="status">
        {running && <p>正在生成…{tick ? ` ${tick.done}/${tick.of}` : ''}</p>}
        {value && <Note>已保存到“下载”：{value.map((one) => `${one.name}（${one.size} KB）`).join('、')}。{children}</Note>}
      </div>
      {error && <Refusal error={error} />}
    </>
  )
}

/** What is done of a workbook; `of` so many steps. */
const steps = (of) => ['打开工作簿', '读评分标准和部门数据', '评分、排名', ...(of > 4 ? ['与去年核对'] : []), '列出疑点']

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
  const left = tick && tick.done && !tick.found ? Math.ceil((seconds / tick.done) * (tick.of - tick.done)) : 0
  return (
    <section class="p" style="max-width:860px;margin:24px auto">
      <div class="row hd"><h1>{title}</h1><button class="r" onClick={onStop}>停止</button></div>
      <div class="bar" role="progressbar" aria-label={title} aria-valuenow={tick && tick.done} aria-valuemin="0" aria-valuemax={tick && tick.of}><i class={tick ? '' : 'going'} style={tick && `width:${(tick.done / tick.of) * 100}%`} /></div>
      <p class="s row">
        <span>已用 {Math.round(seconds)} 秒{left > 0 && seconds > 10 ? `，大约还要 ${left} 秒` : ''}</span>
        {tick && <b class="r">{tick.done} / {tick.of}</b>}
      </p>
      {tick && tick.found && (
        <Table caption="步骤" heads={[['做什么'], ['状态', 'nw'], ['读到的内容']]} rows={steps(tick.of).map((name, at) => [name, at < tick.done ? '✓ 完成' : at === tick.done ? '… 进行中' : '○ 等待', tick.found[at]])} />
      )}
      <Note>可以切换到别的窗口。按“停止”不会留下半份结果，原文件不会改动。</Note>
    </section>
  )
}

/** What runs, and how it ended; one job at a time. */
export function useJob() {
  const [job, setJob] = useState({})
  const run = async (title, work, begun) => {
    setJob({ title, running: true, tick: begun })
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
