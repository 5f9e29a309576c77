export { archiveArticle } from "./archive-article";
export { ArticleChanged } from "./events";
export { getArticle } from "./get-article";
export { listArticles } from "./list-articles";
export { knowledgeRouter } from "./router";
export { saveArticle } from "./save-article";
export { type Article, ArticleFields } from "./schema";
export { type Passage, searchKnowledge } from "./search";
export { lineTools } from "./tools";
