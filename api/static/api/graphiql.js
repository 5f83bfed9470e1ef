// GraphiQL over this address. What is typed lies behind the # of the address, so that it can be passed on;
// #query=… and #variables=… fill the page.
(function () {
  const editor = document.getElementById("editor");
  const shared = new URLSearchParams(location.hash.slice(1));

  function keep(name, text) {
    if (text) shared.set(name, text);
    else shared.delete(name);
    history.replaceState(null, "", "#" + shared);
  }

  // Same origin: the session's cookie goes along, and whoever is signed in asks as themselves.
  const fetcher = GraphiQL.createFetcher({ url: location.pathname });

  function Page() {
    const [query, setQuery] = React.useState(shared.get("query") || editor.dataset.query);
    function edited(text) {
      setQuery(text);
      keep("query", text);
    }
    const explorer = GraphiQLPluginExplorer.useExplorerPlugin({ query, onEdit: edited });
    return React.createElement(GraphiQL, {
      fetcher,
      query,
      plugins: [explorer],
      variables: shared.get("variables") || undefined,
      operationName: shared.get("operationName") || undefined,
      onEditQuery: edited,
      onEditVariables: (text) => keep("variables", text),
      onEditOperationName: (name) => keep("operationName", name),
      isHeadersEditorEnabled: true,
      shouldPersistHeaders: false, // a token typed in here is gone with the page
    });
  }

  ReactDOM.render(React.createElement(Page), editor);
})();
