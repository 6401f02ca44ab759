// The page's words, Chinese or English by the browser's language.
export const language = navigator.languages?.[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en';

const WORDS = {
  title: ['童护 · 浏览器', 'Tonghu · Explorer'],
  caller: ['调用者', 'Caller'],
  noToken: ['无令牌', 'no token'],
  nobody: ['无机构', 'no organisation'],
  again: ['恢复示例查询', 'Restore the ready query'],
  skip: ['跳到查询', 'Skip to the query'],
  loading: ['正在读取……', 'Loading…'],
  failed: ['无法读取', 'Could not be read'],
  invented: ['演示数据均为虚构', 'All data is invented'],
  keys: ['Ctrl-Enter 运行 · Tab 离开编辑框', 'Ctrl-Enter runs · Tab leaves an editor'],
  basis: ['法律依据', 'Legal basis'],
  door: ['途径', 'Door'],
  read: ['读取', 'read'],
  mask: ['遮盖', 'mask'],
  write: ['写入', 'write'],
  duty: ['本职', 'own duty'],
  assumed: ['推定：条文未明言此职责', 'assumed: the clause does not name this duty'],
  docs: ['此调用者所见的全部。每个字段之下是依据的授权：动作、途径、法律依据。',
    'All that this caller sees. Under each field the grants behind it: action, door, legal basis.'],
  withRow: ['随记录可见，不另授权', 'shown with its record, needs no grant of its own'],
  opens: ['打开记录', 'opens records of'],
};

export function word(name) {
  return WORDS[name][language === 'zh' ? 0 : 1];
}

// GraphiQL's own words, which it has in English only: translated where they reach the page (see jsx-runtime.js).
export const CHROME = {
  'Show Documentation Explorer': '显示文档', 'Hide Documentation Explorer': '隐藏文档', 'Documentation Explorer': '文档',
  'Show History': '显示历史', 'Hide History': '隐藏历史', History: '历史', Docs: '文档', Clear: '清除', Cleared: '已清除',
  'Re-fetch GraphQL schema': '重新读取架构', 'Open short keys dialog': '快捷键', 'Open settings dialog': '设置',
  'Short Keys': '快捷键', 'Short Key': '快捷键', Function: '作用', Settings: '设置', Theme: '主题', System: '随系统',
  Light: '浅色', Dark: '深色', 'Adjust how the interface appears.': '调整界面外观。', 'Clear storage': '清除存储',
  'Clear data': '清除数据', 'Cleared data': '已清除', 'Remove all locally stored data and start fresh.': '清除本地数据，从头开始。',
  'New tab': '新标签页', 'Close Tab': '关闭标签页', 'Close dialog': '关闭', 'Query Editor': '查询编辑框',
  'Editor Commands': '编辑命令', 'Select active operation': '选择当前操作', 'Result Window': '结果',
  Variables: '变量', 'Hide editor tools': '收起变量', 'Show editor tools': '展开变量',
  'Execute query (Ctrl-Enter)': '运行查询 (Ctrl-Enter)', 'Stop execution': '停止运行', 'Execute query': '运行查询',
  'Prettify query (Shift-Ctrl-P)': '整理查询 (Shift-Ctrl-P)', 'Copy query (Shift-Ctrl-C)': '复制查询 (Shift-Ctrl-C)',
  'Merge fragments into query (Shift-Ctrl-M)': '并入片段 (Shift-Ctrl-M)', 'Prettify editors': '整理',
  'Copy query': '复制查询', 'Search in editor': '在编辑框内查找', 'Search in documentation': '在文档内查找',
  'Merge fragments definitions into operation definition': '把片段并入操作', 'Re-fetch schema using introspection': '重新读取架构',
  'Root Types': '根类型', 'All Schema Types': '全部类型', Fields: '字段', 'Enum Values': '枚举值', Implements: '实现',
  Implementations: '实现', 'Possible Types': '可能的类型', Arguments: '参数', 'No results found': '没有结果',
  'Other results': '其他结果', 'Set active': '打开', 'Edit label': '改名', 'Add favorite': '收藏', 'Remove favorite': '取消收藏',
  'Delete from history': '从历史删除', Save: '保存',
};
