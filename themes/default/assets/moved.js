// Leads on from a page that is no more, with the query and the fragment that it was asked for.
(function () {
  "use strict";
  var to = document.currentScript.dataset.to;
  var target = new URL(to, document.baseURI);
  if (location.search) { target.search = location.search; }
  if (location.hash) { target.hash = location.hash; }
  location.replace(target.href);
})();
