// The page: which screen is shown, and what is being done.
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ask, given, lacking, onEnd, stop } from './engine.js'
import { Collect, Compare, Template } from './jobs.jsx'
import { Choose, Drop, Note, One, Refusal, Working, useJob } from './parts.jsx'
import { Reading } from './reading.jsx'
import { Result } from './result.jsx'
import { Tables } from './tables.jsx'

const NAV = [['start', '开始'], ['score', '评分'], ['collect', '收集'], ['check', '检查'], ['template', '模板与填报表'], ['reading', '评分标准试读'], ['compare', '年度对比']]
const WORKBOOKS = '.xlsx,.xlsm,.xlsb,.xls,.et,.ods'

function useHash() {
  const [hash, setHash] = useState(location.hash.slice(1))
  useEffect(() => {
    const changed = () => { setHash(location.hash.slice(1)); scrollTo(0, 0) }
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return hash
}

function App() {
  const hash = useHash()
  const [job, run, setJob] = useJob()
  const [name, setName] = useState('')
  const [files, setFiles] = useState([])
  const [last, setLast] = useState(null)
  const screen = NAV.some(([key]) => key === hash.split('/')[0]) ? hash.split('/')[0] : 'start'
  useEffect(() => onEnd(() => setJob((old) => (old.value ? {} : old))) && undefined, [])
  useEffect(() => { document.title = `${NAV.find(([key]) => key === screen)[1]}　部门整体支出绩效评价评分工具` }, [screen])
  const score = async (file) => {
    setName(file ? file.name : '样例')
    location.hash = 'score'
    const work = async (tick) => (file ? ask('score', { given: await given(file), last: await given(last) }, tick) : ask('example', {}, tick))
    return run(`正在评分：${file ? file.name : '样例'}`, work, { done: 0, of: file && last ? 5 : 4, found: [] })
  }
  const check = async (list, folder) => (list.length > 1 || folder ? chosen(list, folder) : await score(list[0]) && (location.hash = 'score/findings'))
  const chosen = (list, folder) => {
    if (list.length === 1 && !folder) return score(list[0])
    setFiles(list)
    location.hash = folder ? 'collect' : 'start'
  }
  const year = { last, setLast }
  return (
    <>
      <a class="skip" href="#m" onClick={(event) => { event.preventDefault(); document.getElementById('m').focus() }}>跳到正文</a>
      <header><div><b>部门整体支出绩效评价评分工具</b><span>文件只在本机处理，不联网</span></div></header>
      <div class="nv">
        <nav aria-label="功能">{NAV.map(([key, words]) => <a href={`#${key}`} aria-current={key === screen ? 'page' : undefined}>{words}</a>)}</nav>
      </div>
      <main id="m" tabIndex={-1}>
        {screen === 'start' && <Start chosen={chosen} files={files} setFiles={setFiles} score={score} stopped={job.stopped} {...year} />}
        {screen === 'score' && (
          job.running ? <Working title={job.title} tick={job.tick} onStop={() => { stop(); location.hash = 'start' }} />
            : job.error ? <div class="p" style="max-width:1100px;margin:24px auto"><Refusal error={job.error} name={name} /><div class="row"><Choose kind="pri" accept={WORKBOOKS} onFiles={chosen}>重新选择文件…</Choose><a class="btn" href="#start">回到开始</a></div></div>
              : job.value ? <Result view={job.value} tab={hash.split('/')[1] || 'ranking'} score={score} again={() => { setJob({}); location.hash = 'start' }} />
                : <div class="p" style="max-width:860px;margin:12px auto"><ToScore chosen={chosen} {...year} /></div>
        )}
        {screen === 'collect' && <Collect files={files} setFiles={setFiles} score={score} />}
        {screen === 'check' && (
          <div class="p" style="max-width:860px;margin:12px auto">
            <h1 class="hd">检查</h1>
            <ToScore title="把工作簿拖到这里检查" words="看疑点，适合评分以前退回部门更正。原文件不会改动。" chosen={check} {...year} />
            <Note>检查完，疑点按“影响得分、请部门补正、供核对、写法统一”分组列出，可以保存补正通知。</Note>
          </div>
        )}
        {screen === 'template' && <Template />}
        {screen === 'reading' && <><Reading /><Tables /></>}
        {screen === 'compare' && <Compare files={files} />}
      </main>
      <div id="live" role="status" class="hidden" />
    </>
  )
}

const WORDS = '可读 .xlsx、.xlsm、.xlsb、.xls、.et、.ods。原文件不会改动，结果另存为“原文件名-评分结果.xlsx”。'

function ToScore({ chosen, last, setLast, title = '把填好的工作簿拖到这里评分', words = WORDS }) {
  const lack = lacking()
  if (lack.length) return <p>这个浏览器太旧，缺少 {lack.join('、')}，不能使用本页。请换用 2020 年 11 月以后的 Chrome、Edge、360（极速模式）、UOS 或麒麟浏览器。</p>
  return (
    <>
      <Drop title={title} onFiles={chosen}>
        <Choose kind="pri" accept={WORKBOOKS} onFiles={chosen}>选择文件…</Choose>
        <div class="s">{words}</div>
      </Drop>
      <table style="margin-top:10px"><tbody><One label="去年的工作簿" file={last} onFile={setLast} accept={WORKBOOKS} none="可以不选；要先选，才一并核对上年的数、编制、资产、整行相同" /></tbody></table>
    </>
  )
}

const SIX = [['score', '评分', '填好的工作簿 → 得分、原因、排名'], ['collect', '收集', '各部门报来的填报表 → 一个工作簿'], ['check', '检查', '只列疑点，不评分，用于退回更正'],
  ['template', '模板与填报表', '生成当年工作簿、发给部门的附件3，加申诉台账'], ['reading', '评分标准试读', '一句或整张评分表，看程序怎样理解，比较两张'], ['compare', '年度对比', '去年、今年两个文件 → 升降情况']]

function Start({ chosen, files, setFiles, score, stopped, ...year }) {
  const [version, setVersion] = useState('')
  useEffect(() => { if (!lacking().length) ask('version').then(setVersion, () => {}) }, [])
  return (
    <div class="g2">
      <div>
        {stopped && <p class="note">已停止，没有结果，原文件没有改动。</p>}
        <div class="p"><ToScore chosen={chosen} {...year} /></div>
        {files.length > 1 && (
          <section class="p" aria-label="拖进了几个文件">
            <h2 class="hd">拖进了 {files.length} 个文件，要做什么？</h2>
            <div class="row">
              <a class="btn" href="#collect">作为各部门的填报表收集</a>
              {files.length === 2 && <a class="btn" href="#compare">作为去年、今年两个工作簿对比</a>}
              {files.slice(0, 8).map((file) => <button onClick={() => score(file)}>评分：{file.name}</button>)}{files.length > 8 && <span class="s">只列前8个，其余请另拖</span>}
              <button class="lnk" onClick={() => setFiles([])}>取消</button>
            </div>
          </section>
        )}
        <section class="p"><h1 class="hd" style="font-size:16px">可以办的六件事</h1>
          <div class="six">{SIX.map(([key, title, words]) => <a href={`#${key}`}><b>{title}</b>{words}</a>)}</div>
        </section>
      </div>
      <div>
        <section class="p">
          <h2 class="hd">第一次使用</h2>
          <ol class="steps">
            <li><b>先看样例。</b>用自带的样例（45个部门，有意放了差错）走一遍。<br /><button style="margin:4px 0" onClick={() => score(null)}>打开样例评分</button></li>
            <li><b>生成模板。</b>到“模板与填报表”，选年度和评分表，保存工作簿。</li>
            <li><b>填好再拖进来。</b>参数、部门数据、自评得分，照“填报说明”填。没有数据的留空，<b>空白不是零</b>。</li>
            <li><b>看疑点，改原文件，再评一次。</b>直到“影响得分”为 0 件。</li>
          </ol>
        </section>
        <section class="p">
          <h2 class="hd">请放心</h2>
          <ul class="steps">
            <li>全部在本页内运行，文件只在本机处理，不联网；拔掉网线一样能用。</li>
            <li>关闭页面，读入的内容即清除，不留痕迹。</li>
            <li>本页是一个文件，可以复制到U盘，在内网机上双击打开。</li>
          </ul>
          <p class="s" style="margin-top:8px">本机浏览器：{lacking().length ? '不能使用 ✕' : '可以使用 ✓'}　程序版本 {version || '…'}</p>
        </section>
      </div>
    </div>
  )
}

// a file that is dropped beside a box is not opened instead of the page
for (const type of ['dragover', 'drop']) addEventListener(type, (event) => event.preventDefault())
render(<App />, document.getElementById('page'))
