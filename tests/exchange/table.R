# Reads the long table as a statistician does, and prints how many States there are under each theme.
# Usage: Rscript table.R SITE
site <- commandArgs(trailingOnly = TRUE)[1]
table <- read.csv(file.path(site, "data", "state-measures.csv"), fileEncoding = "UTF-8-BOM",
                  colClasses = c(m49 = "character"), na.strings = "", check.names = FALSE)
stopifnot(names(table)[1] == "iso2", all(nchar(table$m49) == 3), !anyNA(table$iso2), all(table$text_kind == "restatement"))
counts <- tapply(table$iso2, table$theme, function(codes) length(unique(codes)))
print(counts)
cat(nrow(table), "rows\n")
