// 评分结果: cards, what to do first, and the tabs.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Charts, Deductions, Lines } from './lists.jsx'
import { Department } from './department.jsx'
import { Download } from './download.jsx'
import { Choose, Field, Grade, Pager, Select, Table, Tag, deviation, two } from './parts.jsx'

const PAGE = 100

export function Result({ view, tab, score, again }) {
  const [open, setOpen] = useState(null)
  const [more, setMore] = useState(false)
  const pending = view.departments - view.scored
  const lines = view.groups.reduce((sum, group) => sum + group.lines, 0)
  const places = view.groups.reduce((sum, group) => sum + group.places, 0)
  const [must, ask] = view.groups
  const tabs = [['ranking', '排名'], ['findings', `疑点 ${lines}件`], ['deductions', `扣分 ${view.deductions}项`], ['charts', '图表'], ['download', '下载']]
  const keys = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const at = tabs.findIndex(([key]) => key === tab)
    location.hash = `score/${tabs[(at + step + tabs.length) % tabs.length][0]}`
    setTimeout(() => document.querySelector('[role=tab][aria-selected=true]').focus(), 50)
  }
  const names = useMemo(() => new Map(view.rows.map((row) => [row.name, row])), [view])
  const show = (name) => names.has(name) && setOpen(names.get(name))
  return (
    <>
      <div class="row hd">
        <h1>{view.input}　评分结果</h1>
        <span class="s wide">{view.year} · {view.tables.length > 1 ? `${view.tables.length}个评分表` : `${view.indicators}项指标${view.full}分`} · {view.last_year && `已与去年的“${view.last_year}”核对 · `}<button class="lnk" aria-expanded={more} onClick={() => setMore(!more)}>全部口径</button></span>
        <span class="r row np">
          <Choose onFiles={([file]) => score(file)}>改好后重新评分…</Choose>
          <button onClick={again}>换一个文件</button>
          <a class="btn pri" href="#score/download">保存结果…</a>
        </span>
      </div>
      {more && <dl class="cards">{view.conventions.map(([name, value]) => <div><dt>{name}</dt><dd>{value}</dd></div>)}</dl>}
      <dl class="cards">
        <div><dt>参评</dt><dd><b>{view.departments}</b> 个</dd></div>
        <div><dt>已定分</dt><dd><b>{view.scored}</b> 个</dd></div>
        <div><dt>未定分，不排名</dt><dd><b>{pending}</b> 个　{pending > 0 && tab === 'ranking' && <button class="lnk" onClick={toPending}>看原因</button>}</dd></div>
        <div><dt>平均分</dt><dd><b>{view.mean == null ? '—' : two(view.mean)}</b>{view.mean != null && ' 分'}</dd></div>
        <div><dt>等次（已定分{view.scored}个）</dt><dd>{view.grades.map(([name, count]) => <>{name} <b>{count}</b>　</>)}</dd></div>
        <div><dt>疑点</dt><dd><b>{lines}</b> 件 <span class="s">{places}处</span></dd></div>
      </dl>
      <ol class="todo" aria-label="先做什么">
        {must.lines ? <li><b>处理影响得分的疑点 {must.lines} 件</b>：涉及{view.affected}个部门。<a href="#score/findings">逐件处理</a></li> : <li class="done">✓ 没有影响得分的疑点</li>}
        <li><b>请部门补正 {ask.lines} 件</b>：{ask.lines + must.lines ? <>程序已写好补正通知。<a href="#score/download">保存通知</a></> : '没有。'}</li>
        <li><b>核对其余 {lines - must.lines - ask.lines} 件</b>，无误后保存结果、打印附件。<a href="#score/download">保存</a></li>
      </ol>
      <div class="tabs" role="tablist" aria-label="评分结果" onKeyDown={keys}>
        {tabs.map(([key, words]) => <a role="tab" id={`tab-${key}`} href={`#score/${key}`} aria-selected={key === tab} aria-controls="panel" tabIndex={key === tab ? 0 : -1}>{words}</a>)}
      </div>
      <div class="tp" role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'ranking' && <Ranking view={view} open={setOpen} />}
        {tab === 'findings' && <Lines view={view} show={show} />}
        {tab === 'deductions' && <Deductions show={show} />}
        {tab === 'charts' && <Charts />}
        {tab === 'download' && <Download view={view} />}
      </div>
      {open && <Department row={open} rows={view.rows} go={setOpen} close={() => setOpen(null)} />}
    </>
  )
}

/** All rows are printed; the screen shows a page of them. */
const off = (at, from) => (at < from || at >= from + PAGE ? 'off' : '')
const toPending = () => document.getElementById('pending').scrollIntoView()

const RESTING = [['部门'], ['类别', 'nw'], ['可能的等次', 'c'], ['可能的总分', 'n'], ['自评', 'n'], ['待核', 'n'], ['为什么待核'], ['疑点', 'nw']]
const KEYS = { rank: (row) => row.table * 100000 + row.rank, name: (row) => row.name, category: (row) => row.category, total: (row) => Number(row.total), self: (row) => (row.self_total == null ? -1 : Number(row.self_total)), found: (row) => row.levels[0] * 10000 + row.levels[1] * 100 + row.levels[2] }

function Ranking({ view, open }) {
  const [sort, setSort] = useState(['rank', 1])
  const [category, setCategory] = useState('全部')
  const [grade, setGrade] = useState('全部')
  const [words, setWords] = useState('')
  const [from, setFrom] = useState([0, 0])
  const wanted = view.rows.filter((row) => (category === '全部' || row.category === category) && (grade === '全部' || row.grade.split('～').includes(grade)) && row.name.includes(words.trim()))
  const ranked = wanted.filter((row) => row.rank != null)
  const rest = wanted.filter((row) => row.rank == null)
  const value = KEYS[sort[0]]
  const order = (one, other) => (typeof value(one) === 'string' ? value(one).localeCompare(value(other), 'zh') : value(one) - value(other)) * sort[1]
  const sorted = ranked.slice().sort(order)
  const clear = () => { setCategory('全部'); setGrade('全部'); setWords('') }
  const onSort = (key) => setSort([key, sort[0] === key ? -sort[1] : ['rank', 'name', 'category'].includes(key) ? 1 : -1])
  useEffect(() => setFrom([0, 0]), [category, grade, words, sort])
  const several = view.tables.length > 1
  const rank = view.by_category ? '名次（本类）' : several ? '名次（本表）' : '名次'
  const heads = [[rank, 'n', 'rank'], ['部门', 'who', 'name'], ...(several ? [['评分表', 'nw wide']] : []), ['类别', 'nw', 'category'], ['等次', 'c'], ['总分', 'n', 'total'], ['自评', 'n', 'self'], ['自评比复核', 'n'], ['待核定分后名次', 'n wide'], ['扣分最多的一项', several ? 'xw' : 'wide'], ['疑点', 'nw', 'found']]
  const place = (row) => [
    `${row.tied ? '并列 ' : ''}${row.rank}`, <Name row={row} open={open} />, ...(several ? [row.of_table.replace(/^评分表/, '') || '（其余）'] : []), row.category || '—', <Grade name={row.grade} />,
    <b>{two(row.total)}</b>, two(row.self_total), deviation(row), `第 ${row.best}${row.worst !== row.best ? `～${row.worst}` : ''}`,
    row.dearest ? `${row.dearest[0]} −${row.dearest[1]}` : '—', <Found row={row} />,
  ]
  const waiting = (row) => [
    <Name row={row} open={open} />, row.category || '—', <Grade name={row.grade} />, <b>{row.low === row.high ? two(row.low) : `${two(row.low)}～${two(row.high)}`}</b>,
    two(row.self_total), row.pending ? `${row.pending}项` : '—', row.why || (row.twice ? '部门重复，删去多余的一行后再排名' : ''), <Found row={row} />,
  ]
  return (
    <>
      <div class="row np" style="margin-bottom:4px">
        <Select label="类别" value={category} all={['全部', ...view.categories]} onChange={setCategory} />
        <Select label="等次" value={grade} all={['全部', ...view.grades.map(([name]) => name)]} onChange={setGrade} />
        <Field label="部门" size="12" placeholder="名称中的字" value={words} onChange={setWords} />
        {rest.length > 0 && <button onClick={toPending}>跳到不排名的（{rest.length}）</button>}
        <span class="s r wide">按表头排序；点部门名称看逐项得分、试算</span>
      </div>
      {!wanted.length && <p>没有符合条件的部门。<button class="lnk" onClick={clear}>清除筛选</button></p>}
      <Table kind="st" caption={`参加排名 ${ranked.length} 个部门`} heads={heads} sort={sort} onSort={onSort} rows={sorted.map(place)} classOf={(at) => off(at, from[0])} />
      <Pager from={from[0]} count={sorted.length} size={PAGE} unit="个" onPage={(at) => setFrom([at, from[1]])} />
      {rest.length > 0 && (
        <Table kind="st pending" id="pending" caption={<>{resting(rest)}　<span class="s">有数据缺少或不能采用，总分只能写成区间，不参加排名；补正后重新评分即定分</span></>}
          heads={RESTING} rows={rest.map(waiting)} classOf={(at) => off(at, from[1])} />
      )}
      <Pager from={from[1]} count={rest.length} size={PAGE} unit="个" onPage={(at) => setFrom([from[0], at])} />
      <p class="s only-print">本页打印件供核对；正式的附件请用“下载”中的工作簿。</p>
    </>
  )
}

function resting(rest) {
  const twice = rest.filter((row) => row.total != null).length
  return [rest.length > twice && `待核 ${rest.length - twice} 个部门`, twice && `部门重复 ${twice} 行`].filter(Boolean).join('，')
}

const Name = ({ row, open }) => (
  <button class="lnk" data-department={`${row.table}.${row.at}`} onClick={() => open(row)}>{row.name}{row.twice ? `（第${row.row}行）` : ''}</button>
)

function Found({ row }) {
  const must = row.levels[0] + row.levels[1]
  if (!must && !row.levels[2]) return '无'
  return <>{must > 0 && <Tag kind="bad">必须 {must}</Tag>} {row.levels[2] > 0 && <Tag>提示 {row.levels[2]}</Tag>}</>
}
