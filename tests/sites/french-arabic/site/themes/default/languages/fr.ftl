# Interface strings in French, as a site adds a language: no file of the program knows it.

skip = Aller au texte
languages = Langues
menu = Pages du rapport
breadcrumbs = Vous êtes ici
parallel = Les deux langues en regard
pager = Pages voisines
previous = Précédent
next = Suivant
separator = , { "" }

unofficial = Reformulation non officielle.
unofficial-cite = Citez le document officiel.
footer-restates = Ces pages reformulent le rapport ; elles n’en sont pas le texte officiel.
footer-designations = Les appellations employées n’impliquent aucune prise de position quant au statut juridique des pays, territoires, villes ou zones, ou de leurs autorités, ni quant au tracé de leurs frontières ou limites.
footer-licence = Le texte de cette édition est disponible sous licence CC BY 4.0.

menu-contents = Sommaire
menu-states = États
menu-measures = Mesures
menu-matrix = États et mesures
menu-themes = Thèmes
menu-recommendations = Recommandations
menu-figures = Chiffres
menu-entities = Organisations
menu-instruments = Instruments
menu-documents = Documents cités
menu-about = À propos de cette édition

states-description = Les États que le rapport nomme, et ce que chacun a signalé
measures-description = Ce que les États ont signalé, mesure par mesure
matrix-description = États et mesures en regard, thème par thème
themes-description = Le rapport par thème
recommendations-description = Ce que le rapport recommande, point par point
figures-description = Les chiffres du rapport, avec leur place et leur source
entities-description = Les organisations que le rapport nomme
instruments-description = Les traités et autres instruments que le rapport nomme
documents-description = Les documents que le rapport cite
about-description = Ce qu’est cette édition, et les notes de l’éditeur
section-description = Reformulation non officielle de { $citation } : { $opening }
measure-description = { $label } : { $states }. { $citation }
named-description = { $name } dans { $symbol }, { $title }
counted-description = { $about } : { $counts }

reports = Rapports
cite-paragraph = par. { $number }
cite-footnote = note { $number }
cite-symbol = { $symbol }
cite-and = { $first } et { $second }
paragraph-pair = { $first } et { $last }
paragraph-range = par. { $range }
footnotes = Notes
back-to-text = Note { $number } : retour au texte
facts-of = Liens depuis { $place }
editor-notes = Notes de l’éditeur
editor-notes-about = Les erreurs de numérisation sont corrigées et consignées.
printed-as = Imprimé
probably = Probablement
named-in = Nommé dans
as-partner = Comme partenaire
among = parmi les États de
partners = Avec
statements = À propos d’États non nommés
actions = Ce que les organisations ont fait
actions-of-entity = Ce qu’elle a fait
actions-in-state = Travaux d’organisations sur place
related = Mesures connexes
answers = Recommandations auxquelles elle répond
holds = Dans ce rapport
open-data = Données ouvertes
open-data-about = Tout ce que le rapport consigne, en JSON et en CSV.
across-reports = Ce qu’en dit chaque rapport de ce site

paragraphs-count = { $n ->
    [one] { $n } paragraphe
   *[other] { $n } paragraphes
}
states-count = { $n ->
    [one] { $n } État
   *[other] { $n } États
}
other-states-count = { $n ->
    [one] { $n } autre État l’a signalée
   *[other] { $n } autres États l’ont signalée
}
states-replied-count = { $n ->
    [one] { $n } État a répondu
   *[other] { $n } États ont répondu
}
entities-replied-count = { $n ->
    [one] { $n } entité a répondu
   *[other] { $n } entités ont répondu
}
measures-count = { $n ->
    [one] { $n } mesure
   *[other] { $n } mesures
}
actions-count = { $n ->
    [one] { $n } action
   *[other] { $n } actions
}
recommendations-count = { $n ->
    [one] { $n } recommandation
   *[other] { $n } recommandations
}
figures-count = { $n ->
    [one] { $n } chiffre
   *[other] { $n } chiffres
}
notes-count = { $n ->
    [one] { $n } note de l’éditeur
   *[other] { $n } notes de l’éditeur
}

symbol = Cote
date = Date
distribution = Distribution
distribution-general = Générale
distribution-limited = Limitée
distribution-restricted = Restreinte
original = Original
agenda-item = Ordre du jour
agenda-provisional = Point { $item } de l’ordre du jour provisoire
agenda-final = Point { $item } de l’ordre du jour
mandate = Mandat
resolution = Résolution
previous-report = Rapport précédent
cut-off = Réponses reçues jusqu’au
period = Période considérée
language-ar = Arabe
language-zh = Chinois
language-en = Anglais
language-fr = Français
language-ru = Russe
language-es = Espagnol

states-about = Un nombre dit combien de fois le rapport nomme un État, non ce que celui-ci a fait.
role-reported = A répondu à temps
role-reported-late = A contribué en retard au rapport précédent
role-mentioned = Nommé dans le rapport
role-group-reported = Ont répondu à temps ({ $n })
role-group-reported-late = Ont contribué en retard au rapport précédent ({ $n })
role-group-mentioned = Nommés dans le rapport ({ $n })
name-in = Nom ({ $language })
codes = Codes (ISO 3166, M49)
region = Région
reply = Réponse
state = État
acronym = Sigle
part-of = Fait partie de
adopted = Adopté
short-name = Titre court
printed-in-document = Dans le document
reported = { $n ->
    [one] Ce qu’il a signalé : { $n } mesure
   *[other] Ce qu’il a signalé : { $n } mesures
}
absence = L’absence d’une mention ne dit pas que rien n’a été fait.

measures-about = Chaque mesure est une chose que des États ont signalée, avec sa place dans le texte.
kind = Nature
status = État d’avancement
place = Place
theme = Thème
section-of-theme = Section
kind-treaty = Engagement conventionnel
kind-law = Loi
kind-plan = Plan ou politique
kind-body = Organe ou mécanisme
kind-service = Service
kind-activity = Activité
kind-position = Position
kind-challenge = Difficulté signalée
status-in-force = En place ou menée, selon ce qui a été signalé en { $year }
status-in-progress = En cours, selon ce qui a été signalé en { $year }
status-planned = Prévue, selon ce qui a été signalé en { $year }
status-other = Signalée en { $year }
status-short-in-force = en place
status-short-in-progress = en cours
status-short-planned = prévue
status-short-other = déclarée
named-in-list = dans une liste du texte
named-in-prose = dans le cours du texte
of-replied = { $n } des { $total } États qui ont répondu
relation-refines = Plus précis que
relation-like = Semblable à
relation-exception-to = Exception à
relation-back-refines = Précisée par
relation-back-like = Semblable
relation-back-exception-to = Exception

quantifier-all = Tous les États :
quantifier-almost-all = Presque tous les États :
quantifier-vast-majority = La grande majorité des États :
quantifier-most = La plupart des États :
quantifier-many = Beaucoup d’États :
quantifier-growing = Un nombre croissant d’États :
quantifier-some = Certains États :
quantifier-few = Peu d’États :
quantifier-limited = Nombre limité :
quantifier-unspecified = Des États :
polarity-affirmative = signalé
polarity-negative = non signalé, ou lacune

recommendations-about = Chaque recommandation, avec ce que des États nommés avaient déjà signalé à son sujet.
already-reported = { $n ->
    [one] { $n } mesure déjà signalée
   *[other] { $n } mesures déjà signalées
}
none-listed = Le rapport ne donne ici aucune mesure d’un État nommé.

figures-about = Chaque nombre qui est un fait, avec son unité, sa place et sa source.
value = Valeur
what = Ce qu’il dit
source = Source
share-of = Part de :
figure-percent = { $number } %
scale-thousand = { $number } milliers
scale-million = { $number } millions
scale-billion = { $number } milliards
bound-more-than = plus de { $number }
bound-at-least = au moins { $number }
bound-up-to = jusqu’à { $number }
bound-about = environ { $number }

matrix-about = Une case remplie mène au paragraphe. Une case vide veut dire : absent de ce rapport.
matrix-caption = Mesures sous « { $theme } » et États qui les ont signalées

entity-kind-un-organ = Organe des Nations Unies
entity-kind-un-entity = Entité des Nations Unies
entity-kind-un-mechanism = Mécanisme des Nations Unies
entity-kind-treaty-body = Organe conventionnel
entity-kind-trust-fund = Fonds d’affectation spéciale
entity-kind-inter-agency = Groupe interinstitutions
entity-kind-intergovernmental = Organisation intergouvernementale
entity-kind-national = Organe national
entity-kind-other = Autre organe
entity-kind-group-un-organ = Organes des Nations Unies
entity-kind-group-un-entity = Entités des Nations Unies
entity-kind-group-un-mechanism = Mécanismes des Nations Unies
entity-kind-group-treaty-body = Organes conventionnels
entity-kind-group-trust-fund = Fonds d’affectation spéciale
entity-kind-group-inter-agency = Groupes interinstitutions
entity-kind-group-intergovernmental = Organisations intergouvernementales
entity-kind-group-national = Organes nationaux
entity-kind-group-other = Autres organes
instrument-kind-treaty = Traité
instrument-kind-protocol = Protocole
instrument-kind-declaration = Déclaration
instrument-kind-plan = Plan d’action
instrument-kind-guidelines = Principes et directives
instrument-kind-agreement = Accord
instrument-kind-group-treaty = Traités
instrument-kind-group-protocol = Protocoles
instrument-kind-group-declaration = Déclarations
instrument-kind-group-plan = Plans d’action
instrument-kind-group-guidelines = Principes et directives
instrument-kind-group-agreement = Accords
document-kind-report = Rapport
document-kind-resolution = Résolution
document-kind-agenda = Ordre du jour
document-kind-publication = Publication
document-kind-web = Page Web
in-masthead = en-tête
open-document = Ouvrir le document
open-official = Ouvrir le document officiel

note-class-ocr-slip = Erreur de numérisation, corrigée.
note-class-translation-slip = Erreur de traduction, telle qu’imprimée.
note-class-doubtful-fact = Douteux, tel qu’imprimé.
note-class-group-ocr-slip = Erreurs de numérisation, corrigées ({ $n })
note-class-group-translation-slip = Erreurs de traduction, telles qu’imprimées ({ $n })
note-class-group-doubtful-fact = Faits douteux, tels qu’imprimés ({ $n })

how-to-cite = Comment citer
how-to-cite-about = Citez le document officiel par sa cote et son paragraphe.
designations = Appellations et absences
edition = Cette édition

not-found = Cette page n’existe pas
not-found-about = L’adresse est peut-être erronée, ou la page a disparu. L’accueil du site mène à toutes les pages.
moved = Cette page a changé d’adresse
moved-to = Aller à la page qui la remplace
citation-note = Cité d’après la reformulation non officielle publiée par { $publisher } ; son libellé n’est pas le texte officiel.
original-language = Langue originale
data-dictionary = Les données expliquées
data-dictionary-about = Ce que contient chaque fichier de données, champ par champ.
data-whole = Tous les tableaux, et la liste de tous les fichiers avec leur SHA-256 :
data-citations = Citation
data-akoma = Akoma Ntoso XML
data-memory = Mémoire de traduction (TMX)
data-record = Données liées (JSON-LD)
data-kinds = Types d’enregistrements
data-table-about = Chaque type existe en JSON et en CSV.
data-field = Champ
data-shape = Contient
data-meaning = Sens
data-optional = (peut être vide)
data-shape-text = texte
data-shape-integer = nombre entier
data-shape-number = nombre
data-shape-list = liste
data-shape-texts = texte dans chaque langue
data-shape-parts = parties nommées
data-shape-records = enregistrements

print = Tout le rapport sur une page
print-description = Tout le rapport sur une page, à imprimer ou à lire sans connexion
print-now = Imprimer
print-sections = Section par section
official-document = Document officiel
copy-all = Copier le texte dans toutes les langues
copy-official = Copier le texte officiel et sa citation
copy-lacking = Le texte officiel de ces paragraphes n’est pas disponible ici.
official-wording = Texte officiel
official-quoted = « { $text } » ({ $citation })
