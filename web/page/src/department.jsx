// A department: each indicator with its reason; 试算 of other figures.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask } from './engine.js'
import { useAsked } from './lists.jsx'
import { Cell, Findings, Grade, Process, Table, deviation, put, say, two, useJob } from './parts.jsx'

export function Department({ row, rows, go, close }) {
  const key = `${row.table}.${row.at}`
  const box = useRef()
  const told = useAsked('department', [row.table, row.at], [key])
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState(null)
  const [typed, setTyped] = useState({})
  const [trial, run, setTrial] = useJob()
  useEffect(() => { setOpen(null); setTyped({}); setTrial({}) }, [key])
  useEffect(() => {
    document.body.style.overflow = 'hidden'
    box.current.querySelector('[data-close]').focus()
    return () => {
      document.body.style.overflow = ''
      const back = document.querySelector(`[data-department="${key}"]`)
      if (back) back.focus()
    }
  }, [])
  const keys = (event) => {
    if (event.key === 'Escape') return close()
    if (event.key !== 'Tab') return
    const stops = Array.from(box.current.querySelectorAll('button,a,input,summary')).filter((one) => one.offsetParent && !one.disabled)
    const [first, last] = [stops[0], stops[stops.length - 1]]
    if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus() }
    if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus() }
  }
  const near = (step) => go(rows[(rows.indexOf(row) + step + rows.length) % rows.length])
  const corrections = Object.keys(typed).filter((item) => typed[item].trim()).map((item) => `${item}=${typed[item]}`)
  const attempt = async () => {
    const value = await run('试算', () => ask('ask', { what: 'trial', args: [row.table, row.at, corrections] }))
    if (value) say(value.outcomes.map(([name, before, after]) => `${name}${before}变为${after}`).join('，'))
  }
  const opinion = async (word) => put([{ name: `${row.name}-复核意见.${word ? 'docx' : 'xlsx'}`, bytes: await ask('opinion', { table: row.table, at: row.at, corrections, word }) }])
  const full = told ? told.scores.filter((score) => isFull(score)).length : 0
  return (
    <>
      <div class="shade" onClick={close} />
      <div class="drawer" role="dialog" aria-modal="true" aria-labelledby="dn" ref={box} onKeyDown={keys}>
        <div class="dh">
          <div class="row">
            <h1 id="dn">{row.name}{row.twice ? `（第${row.row}行）` : ''}</h1>
            <Grade name={row.grade} />
            <span>
              <span class="wide">{row.category}　</span>
              {row.rank != null ? <>第 {row.rank} 名　总分 <b>{two(row.total)}</b> 分</> : <>待核　可能得 <b>{two(row.low)}～{two(row.high)}</b> 分</>}
              {'　'}自评 {row.self_total == null ? '未报' : `${two(row.self_total)} 分`}{row.deviation != null && `，${deviation(row)}`}
            </span>
            <span class="r row">
              <button onClick={() => near(-1)}>上一个</button>
              <button onClick={() => near(1)}>下一个</button>
              <button data-close onClick={close} aria-label="关闭部门页，按 Esc 也可以">关闭 ✕</button>
            </span>
          </div>
          {told && told.grade_reason && <p class="s">{told.grade_reason}</p>}
          {told && told.rescaled && <p class="s">{told.rescaled}</p>}
        </div>
        <div class="db">
          {!told ? <p>正在计算…</p> : (
            <>
              <div class="row" style="margin-bottom:6px">
                <b>逐项得分</b>
                <label><input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> 显示得满分的 {full} 项</label>
                <a class="r" href="#score/download" onClick={close}>保存反馈函、复核表</a>
              </div>
              <Table heads={[['指标'], ['分值', 'n'], ['得分', 'n'], ['扣分', 'n'], ['原因（可以直接答复部门）']]} rows={[
                ...told.scores.map((score, at) => (all || !isFull(score)) && (
                  <Score key={at} score={score} open={open === at} toggle={() => setOpen(open === at ? null : at)}
                    more={<Opened row={row} at={at} score={score} typed={typed} setTyped={setTyped} attempt={attempt} trial={trial} />} />
                )),
                ['合计', told.full, <b>{told.shown}</b>, '', '各项得分相加'],
              ]} />
            </>
          )}
        </div>
        {trial.value && (
          <div class="df row" role="status">
            <b>试算</b>
            <span>已改 {corrections.length} 处：{trial.value.outcomes.map(([name, before, after, change]) => <>{name} {before}→<b>{after}</b>{change === '不变' ? '' : `（${change}）`}　</>)}</span>
            <span class="r row">
              <button onClick={() => { setTyped({}); setTrial({}) }}>撤销</button>
              <button onClick={() => opinion(false)}>保存复核意见.xlsx</button>
              <button class="pri" onClick={() => opinion(true)}>保存复核意见.docx</button>
            </span>
          </div>
        )}
      </div>
    </>
  )
}

const isFull = (score) => score.state !== '待核' && !(Number(score.lost) > 0) && !score.lost_in_group

function Score({ score, open, toggle, more }) {
  return (
    <>
      <tr class={open ? 'open' : ''}>
        <td style="width:190px"><button class="lnk" aria-expanded={open} onClick={toggle}>{open ? '▾' : '▸'} {score.indicator}</button></td>
        <td class="n">{score.full == null ? `共${score.shared}` : score.full}</td>
        <td class="n"><b>{score.state === '待核' ? <span class="t wait">待核 {score.range}</span> : score.marks == null ? '不适用' : score.marks}</b></td>
        <td class="n">{score.lost == null ? '—' : score.lost}</td>
        <td>{score.reason || '计满分。'}</td>
      </tr>
      {open && <tr><td colSpan="5" class="det">{more}</td></tr>}
    </>
  )
}

function Opened({ row, at, score, typed, setTyped, attempt, trial }) {
  const inputs = useAsked('inputs', [row.table, row.at, at], [row, at])
  const figure = (one) => [
    `${one.item}${one.unit && `（${one.unit}）`}`, <Cell at={one.cell} />, one.value || '空白',
    <input class="n" size="9" placeholder="不改" aria-label={`${one.item}改为`} value={typed[one.item] || ''} onInput={(event) => setTyped({ ...typed, [one.item]: event.target.value })} />,
  ]
  return (
    <>
      <dl>
        <dt>评分标准</dt><dd class="words">{score.criterion}</dd>
        <dt>计算过程</dt><dd><Process text={score.process || '数据齐全，计满分'} /></dd>
        <dt>出处</dt><dd><Cell at={score.cell} /></dd>
        <dt>自评</dt><dd>{score.self == null ? '未报' : `${score.self}分`}{score.self_reason && `　扣分原因：${score.self_reason}`}</dd>
      </dl>
      {row.twice ? <p class="s">同一部门有两行，不能确定更正哪一行；删去多余的一行后再试算。</p> : inputs && inputs.length > 0 && (
        <form onSubmit={(event) => { event.preventDefault(); attempt() }}>
          <Table caption={<>试算：改一个数，看得分怎样变 <span class="s">（只在这里算，不改动工作簿）</span></>} rows={inputs.map(figure)}
            heads={[['数据项'], ['单元格'], ['现在的数', 'n'], ['改为', 'n']]} />
          <p class="row" style="margin-top:6px"><button>试算</button><span class="s">要清空一个数，写“空白”；确不适用的，写“无”。</span></p>
        </form>
      )}
      {trial.error && <div class="note bad" role="alert">{trial.error.what}</div>}
      {trial.value && <Outcome value={trial.value} />}
    </>
  )
}

function Outcome({ value }) {
  const side = (one, which, words) => [one.indicator, words, <b>{one[which].state === '待核' ? `待核 ${one[which].marks}` : one[which].marks}</b>, one[which].reason || '计满分。']
  return (
    <>
      <Table caption="更正前后" heads={[['指标'], ['', 'nw'], ['得分', 'n'], ['原因']]} rows={value.changed.flatMap((one) => [side(one, 'before', '更正前'), side(one, 'after', '更正后')])} />
      {!value.changed.length && <p>各项得分和说明都不变。</p>}
      {value.others && <p class="s">其他部门：{value.others}</p>}
      {value.findings.length > 0 && <><b>更正后新出现的疑点</b><Findings all={value.findings} /></>}
    </>
  )
}
