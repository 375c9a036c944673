// 疑点, 扣分, 图表.
import { useEffect, useState } from 'preact/hooks'
import { ask } from './engine.js'
import { Cell, Field, Findings, Note, Pager, Table, minus } from './parts.jsx'

/** What the engine says of the scored workbook; null until it is there. */
export function useAsked(what, args, on) {
  const [value, setValue] = useState(null)
  useEffect(() => {
    let mine = true
    ask('ask', { what, args }).then((told) => mine && setValue(told), () => {})
    return () => { mine = false }
  }, on || [])
  return value
}

const HEADS = [['部门'], ['疑点'], ['处数', 'n'], ['实际情况'], ['影响', 'nw'], ['谁来办', 'nw'], ['位置'], ['怎么办', 'xw']]
const FIRST = 20
const MORE = 200

export function Lines({ view, show }) {
  const all = useAsked('lines', [])
  const [only, setOnly] = useState(null)
  const [words, setWords] = useState('')
  if (!all) return <p>正在列出疑点…</p>
  const groups = view.groups.map((group, at) => ({ ...group, at }))
  const total = groups.reduce((sum, group) => sum + group.lines, 0)
  return (
    <>
      <div class="row np">
        {[[null, `全部 ${total}`], ...groups.map((group) => [group.at, `${group.name} ${group.lines}`])].map(([at, text]) => (
          <button class={only === at ? 'pri' : ''} aria-pressed={only === at} onClick={() => setOnly(at)}>{text}</button>
        ))}
        <Field label="部门" size="12" placeholder="名称中的字" value={words} onChange={setWords} />
        <a class="btn r" href="#score/download">保存补正通知…</a>
      </div>
      {groups.filter((group) => only == null || only === group.at).map((group) => (
        <Group key={group.at} group={group} lines={all.filter((line) => line.level === group.at && line.department.includes(words.trim()))} show={show} />
      ))}
    </>
  )
}

function Group({ group, lines, show }) {
  const [shown, setShown] = useState(FIRST)
  const places = lines.reduce((sum, line) => sum + line.count, 0)
  return (
    <section style="margin-top:10px">
      <h2>{group.name}　{lines.length} 件 <span class="s">{places > 0 && `（${places}处）`}　{group.meaning}</span></h2>
      {!lines.length ? <p class="s">没有。</p> : (
        <Table heads={HEADS} rows={lines.slice(0, shown).map((line) => <Line key={line.at} line={line} show={show} />)} />
      )}
      {lines.length > shown && <p class="np"><button class="lnk" onClick={() => setShown(shown + MORE)}>显示其余 {lines.length - shown} 件</button></p>}
    </section>
  )
}

function Line({ line, show }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <tr class={open ? 'open' : ''}>
        <td class="who">{line.department ? <button class="lnk" onClick={() => show(line.department)}>{line.department}</button> : '（整个工作簿）'}</td>
        <td class="who"><button class="lnk" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? '▾' : '▸'} {line.title}</button></td>
        <td class="n">{line.count}</td>
        <td>{line.found}</td>
        <td class="nw">{Number(line.cost) > 0 ? `可能差${line.cost}分` : '—'}</td>
        <td class="nw">{line.owner === '局内' ? '本局' : line.owner}</td>
        <td><Cell at={line.place} />{line.count > 1 && ' 等'}</td>
        <td class="xw">{line.advice}</td>
      </tr>
      {open && <tr><td colSpan="8" class="det"><Opened line={line} /></td></tr>}
    </>
  )
}

function Opened({ line }) {
  const [from, setFrom] = useState(0)
  const told = useAsked('line', [line.at, from, from + 50], [from])
  if (!told) return '…'
  return (
    <>
      <Findings all={told.findings.map((one) => ({ ...one, title: '' }))} />
      <Pager from={from} count={told.count} size={50} unit="处" onPage={setFrom} />
      <p class="s">疑点代码 {line.code}：{told.meaning}同一部门、同一原因合为一件。</p>
    </>
  )
}

export function Deductions({ show }) {
  const [words, setWords] = useState('')
  const [from, setFrom] = useState(0)
  const told = useAsked('deductions', [words.trim(), from, from + 100], [words, from])
  if (!told) return <p>正在列出扣分…</p>
  const name = (row) => <button class="lnk" onClick={() => show(row.department)}>{row.department}</button>
  const row = (one) => [name(one), one.indicator, one.full, one.marks, <b>{one.lost}</b>, one.self == null ? '未报' : one.self, one.reason, <Cell at={one.cell} />]
  return (
    <>
      <div class="row np"><Field label="部门或指标" size="16" placeholder="名称中的字" value={words} onChange={(typed) => { setFrom(0); setWords(typed) }} /></div>
      <Table kind="st" caption={<>扣分 {told.count} 项　<span class="s">原因可以直接答复部门</span></>} rows={told.rows.map(row)}
        heads={[['部门'], ['指标'], ['分值', 'n'], ['得分', 'n'], ['扣分', 'n'], ['自评', 'n'], ['扣分原因'], ['出处']]} />
      <Pager from={from} count={told.count} size={100} unit="项" onPage={setFrom} />
    </>
  )
}

function Chart({ title, heads, rows, note }) {
  const most = Math.max(...rows.map((row) => row.bar), 0)
  const share = ({ bar, most: of = most }) => (of > 0 ? (100 * bar) / of : 0)
  return (
    <section>
      <Table caption={title} heads={[...heads, ['', 'bars']]}
        rows={rows.map((row) => <tr><th scope="row">{row.name}</th>{row.cells.map((cell) => <td class="n">{cell}</td>)}<td class="bars"><span class={`hb ${row.low ? 'z' : ''}`} style={`width:${share(row)}%`} /></td></tr>)} />
      {note && <p class="s">{note}</p>}
    </section>
  )
}

export function Charts() {
  const told = useAsked('charts', [])
  if (!told) return <p>正在画图表…</p>
  return told.map((of) => {
    const grades = of.grades.map(([name, count]) => ({ name, cells: [count], bar: count }))
    const levels = of.levels.map((one) => ({ name: one.name, cells: [one.full, one.average, one.rate], bar: Number(one.share), most: 1 }))
    const losses = of.losses.slice(0, 10).map((one) => ({ name: one.name, cells: [one.departments, one.lost], bar: Number(one.lost) }))
    const deviations = of.deviations.map((one) => ({ name: one.name, cells: [one.self, one.total, minus(one.deviation)], bar: Math.abs(Number(one.deviation)), low: Number(one.deviation) < 0 }))
    const own = of.self
    return (
      <>
        {of.table && <h2>{of.table}</h2>}
        <div class="g2 half charts">
          <Chart title="等次分布（已定分的部门）" heads={[['等次'], ['个', 'n']]} rows={grades} />
          <Chart title="一级指标得分率" heads={[['一级指标'], ['分值', 'n'], ['平均得分', 'n'], ['得分率', 'n']]} rows={levels} note="各项只算没有待核的部门。" />
          <Chart title="扣分最多的指标" heads={[['指标'], ['部门数', 'n'], ['扣分合计', 'n']]} rows={losses} />
          <Chart title="自评与复核相差最大的部门" heads={[['部门'], ['自评', 'n'], ['复核', 'n'], ['偏差', 'n']]} rows={deviations} note={own ? `${own.departments}个部门自评平均${own.own}分，复核平均${own.reviewed}分；${own.higher}个自评偏高，${own.lower}个偏低。` : ''} />
        </div>
        <Note>各数与评分结果的“汇总”表相同。</Note>
      </>
    )
  })
}
